// node bench/scripts.ts: what a script step costs for 100,000 records, in pages of 250, beside handing the pages on.
import { createScriptPort } from '../src/workspace/ports/scripts/scripts.ts';

const pages = 400;
const records = 250;
const signal = new AbortController().signal;
const page = (number: number): string =>
  JSON.stringify(
    Array.from({ length: records }, (_, index) => ({
      id: number * records + index,
      name: `SO-${index}`,
      status: index % 3 === 0 ? 'paid' : 'open',
      total: 19.99,
      email: 'person@example.com',
      updated_at: '2026-03-01T10:00:00Z',
      lines: [{ sku: 'A-1', quantity: 2, price: 9.99 }],
    })),
  );
const payloads = Array.from({ length: pages }, (_, number) => page(number));

const host = createScriptPort().open({ nowMs: 0 });
const scripts = {
  'reads, changes and writes every record': `module.exports = (data) => {
    const orders = JSON.parse(data.payload);
    for (const order of orders) order.total = order.lines.reduce((sum, line) => sum + line.price * line.quantity, 0);
    return { payload: JSON.stringify(orders) };
  };`,
  'hands the payload on': 'module.exports = (data) => data;',
};
for (const [what, code] of Object.entries(scripts)) {
  const script = await host.load({ name: what, language: 'javascript', code });
  const started = performance.now();
  const before = process.cpuUsage();
  for (const payload of payloads)
    await script.call({ payloads: [payload], surroundings: { meta: {}, flow: { variables: {} } }, signal });
  const { user, system } = process.cpuUsage(before);
  const seconds = (performance.now() - started) / 1000;
  console.log(
    `${what}: ${seconds.toFixed(2)} s, ${((user + system) / 1e6).toFixed(2)} s of CPU, for ${pages * records} records`,
  );
}
await host.close();
