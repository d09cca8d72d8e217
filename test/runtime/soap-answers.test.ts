import { expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, pull, run } from '../support/flows.ts';
import { startServer } from '../support/http-server.ts';

const envelope = (content: string): string =>
  `<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body>${content}</e:Body></e:Envelope>`;
const fault = envelope('<e:Fault><faultcode>e:Server</faultcode><faultstring>No stock</faultstring></e:Fault>');
const list = {
  name: 'List orders',
  direction: 'Receive',
  method: 'POST',
  url: '/orders',
  soap: {
    version: '1.1',
    raw: true,
    envelope: envelope('<List/>'),
    operation: { name: 'List', action: 'urn:list', input: { parts: [] }, output: { parts: [] } },
  },
};

/** A service that did its part answers with a fault; what stands in front of it answers otherwise, and may be asked again. */
it.each([
  [500, fault, 'run/soap-fault', 1],
  [400, fault, 'run/soap-fault', 1],
  [500, '<html>Fault</html>', 'run/server-error', 3],
  [400, '<html/>', 'run/rejected', 1],
  [404, fault, 'run/rejected', 1],
  [502, fault, 'run/server-error', 3],
  [429, fault, 'run/rate-limited', 7],
] as const)('a SOAP operation that is answered with %s and %s', async (status, xml, code, requests) => {
  const server = await startServer(() => ({ status, xml }));
  const result = await run(flowOf([pull()], { endpoints: [list] }), testPorts(), { baseUrl: server.origin });
  await server.close();
  expect(result.failures).toMatchObject([{ code, status, request: { method: 'POST' }, answer: xml.slice(0, 500) }]);
  expect(server.received).toHaveLength(requests);
});
