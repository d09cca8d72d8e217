// Runs every attack against the reader of descriptions and against a client that gets it as its answer; prints what
// came of each, and the most memory that this process has taken. Run with --expose-gc.
import { readWsdl } from '../../src/scaffold/readers/wsdl/read-wsdl.ts';
import { SoapCaller, type OperationTypes } from '../../templates/soap/src/soap/caller.ts';
import type { ServiceTables } from '../../templates/soap/src/soap/operations.ts';
import { xmlAttacks } from './xml-attacks.ts';

const operation = {
  name: 'ask',
  action: '',
  input: { parts: [] },
  output: { parts: [{ p: 'a', n: [-1, 'a'], t: 'xs:string' }] },
};
const tables: ServiceTables = {
  schema: { namespaces: [], types: {}, named: {} },
  ports: { port: { version: '1.1', address: 'http://127.0.0.1/', operations: { ask: JSON.stringify(operation) } } },
};

const results: { readonly name: string; readonly codes: readonly string[]; readonly answer: string }[] = [];
for (const attack of xmlAttacks()) {
  // What one attack leaves behind must not count against the next.
  globalThis.gc?.();
  const text = attack.text();
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const { diagnostics } = await readWsdl('service.wsdl', (path) =>
    Promise.resolve(path === 'service.wsdl' ? bytes : undefined),
  );
  const caller = new SoapCaller<Readonly<Record<string, OperationTypes>>>(() => Promise.resolve(tables), 'port', {
    transport: () => Promise.resolve({ status: 200, contentType: 'text/xml', body: bytes }),
  });
  const answer = await caller.call('ask', {}).then(
    () => 'accepted',
    (error: unknown) => (error instanceof Error ? error.name : 'unknown'),
  );
  const codes = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
  results.push({ name: attack.name, codes: [...new Set(codes)], answer });
}
console.log(JSON.stringify({ results, megabytes: Math.round(process.resourceUsage().maxRSS / 1024) }));
