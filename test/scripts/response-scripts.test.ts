import { expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { startServer } from '../support/http-server.ts';

it('code 4 of a response script logs in again, and the request is repeated with the new token', async () => {
  const seen: string[] = [];
  let logins = 0;
  const server = await startServer(({ method, url, headers, body }) => {
    if (url.pathname === '/login') return { json: { token: `t${++logins}` } };
    seen.push(`${method} ${headers['authorization']} ${body}`.trim());
    if (method === 'POST') return { status: 204 };
    return headers['authorization'] === 'Bearer t1' ? { json: { error: 'session expired' } } : { json: { id: 1 } };
  });
  try {
    const flow = flowOf(
      [{ ...pull(), config: { response_script: { name: 'Session' } } }, push()],
      {
        authMethods: [{ name: 'Login', type: 'token-login', url: '{{baseUrl}}/login', tokenPath: 'token' }],
        endpoints: [
          { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' },
          { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' },
        ],
      },
      {},
      [
        {
          name: 'Session',
          language: 'javascript',
          code: `module.exports = ({ payload }) => ({ response_code: payload.includes('expired') ? 4 : 0, message: 'looked' });`,
        },
      ],
    );
    const ports = testPorts();
    const result = await run(flow, ports, { baseUrl: server.origin, username: 'u', password: 'p' });
    expect({ status: result.status.name, failures: result.failures, seen, logins }).toEqual({
      status: 'SUCCESS',
      failures: [],
      seen: ['GET Bearer t1', 'GET Bearer t2', 'POST Bearer t2 {"id":1}'],
      logins: 2,
    });
    expect(ports.events.filter((one) => one.event === 'message').map(({ text }) => text)).toEqual([
      'Session: looked',
      'Session: looked',
    ]);
  } finally {
    await server.close();
  }
});
