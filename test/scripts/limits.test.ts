import { describe, expect, it } from 'vitest';
import { flowOf, pull, push, run } from '../support/flows.ts';
import { testPorts } from '../support/fake-ports.ts';
import { startServer } from '../support/http-server.ts';
import { createScriptPort, type ScriptOptions } from '../../src/workspace/ports/scripts/scripts.ts';
import { ExactNumber } from '../../src/text/exact-number.ts';
import type { ScriptPort } from '../../src/contract/script.ts';

const endpoints = [
  { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' },
  { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' },
];

/** Runs a flow of pull, script and push; gives what was pushed and what failed. */
async function runScript(
  code: string,
  options: ScriptOptions | { readonly port: ScriptPort | undefined } = {},
  payload: unknown = { id: 1 },
): Promise<{ readonly pushed: readonly string[]; readonly failed: readonly string[] }> {
  const pushed: string[] = [];
  const server = await startServer(({ method, body }) => {
    if (method === 'GET') return { json: payload };
    pushed.push(body);
    return { status: 204 };
  });
  const { scripts: _, ...ports } = testPorts();
  const scripts = 'port' in options ? options.port : createScriptPort(options);
  try {
    const flow = flowOf(
      [pull(), { name: 'Script', microservice: 'script', script_version: { name: 'S' } }, push()],
      { endpoints },
      {},
      [{ name: 'S', language: 'javascript', code }],
    );
    const result = await run(
      flow,
      { ...ports, ...(scripts === undefined ? {} : { scripts }) },
      { baseUrl: server.origin },
    );
    return { pushed, failed: result.failures.map((failure) => failure.code) };
  } finally {
    await server.close();
  }
}

describe('the limits of a script', () => {
  it.each([
    ['run/script-timeout', 'an endless loop', 'module.exports = () => { for (;;); }'],
    ['run/script-timeout', 'a promise that nobody settles', 'module.exports = () => new Promise(() => {});'],
    [
      'run/script-memory',
      'lists without end',
      'module.exports = () => { const a = []; for (;;) a.push(new Array(1e5).fill(1)); }',
    ],
    ['run/script-output', 'a large payload', 'module.exports = () => ({ payload: "x".repeat(2e6) })'],
  ])('end it with %s: %s', async (code, _, text) => {
    expect(
      await runScript(text, {
        timeoutMs: code === 'run/script-timeout' ? 300 : 60_000,
        memoryMb: 32,
        outputLength: 1e6,
      }),
    ).toEqual({
      pushed: [],
      failed: [code],
    });
  });

  it('leave room for long work', async () => {
    const text =
      'module.exports = () => { let n = 0; for (let i = 0; i < 1e6; i++) n += i; return { payload: String(n) }; }';
    expect(await runScript(text)).toEqual({ pushed: ['499999500000'], failed: [] });
  });
});

describe('a script', () => {
  it('is refused where nothing runs scripts', async () => {
    expect((await runScript('module.exports = (d) => d', { port: undefined })).failed).toEqual([
      'run/no-script-sandbox',
    ]);
  });

  it('may damage the code around it, and harms itself only', async () => {
    const text = 'Array.prototype.push = () => 0; module.exports = (d) => d';
    expect((await runScript(text)).failed).toEqual(['run/script-crashed']);
  });

  it('that passes numbers through a way of its own may round none of them', async () => {
    const text = `module.exports = (d) => ({ payload: d.payload.replace(/\\d+/, (t) => BigInt(Number(t)).toString()) })`;
    const payload = { id: new ExactNumber('12345678901234567') };
    expect((await runScript(text, {}, payload)).failed).toEqual(['run/script-number']);
    expect((await runScript(text, {}, { id: 1234567890123456 })).failed).toEqual([]);
  });
});
