// Job S by hand, as somebody would write it: pages one ahead, csv-parse for what is CSV, four pushes in flight.
import { parse } from 'csv-parse/sync';
import { Pool } from 'undici';

const batchSize = 500;
const pushesInFlight = 4;
const origin = process.env['BENCH_URL'] ?? '';
const pool = new Pool(origin, { connections: 1 + pushesInFlight });

/** @type {Readonly<Record<string, string>>} */
const names = { LHR: 'London Heathrow', MAN: 'Manchester', AMS: 'Amsterdam', BER: 'Berlin' };

/** @param {string} path */
async function get(path) {
  const { headers, body } = await pool.request({ path, method: 'GET' });
  const [, next] = /<([^>]+)>; rel="next"/u.exec(String(headers['link'] ?? '')) ?? [];
  return { text: await body.text(), next: next?.slice(origin.length) };
}

/** @type {Set<Promise<void>>} */
const flying = new Set();

/** @param {string} to @param {readonly unknown[]} records */
async function push(to, records) {
  const job = post(to, records).finally(() => flying.delete(job));
  flying.add(job);
  if (flying.size >= pushesInFlight) await Promise.race(flying);
}

/** @param {string} to @param {readonly unknown[]} records */
async function post(to, records) {
  const { statusCode, body } = await pool.request({
    path: `/${to}`,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(records),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`The sink answered ${statusCode}`);
}

/** @typedef {{ readonly id: string, readonly sku: string, readonly site: string, readonly quantity: string, readonly note: string }} Row */

/** @param {Row} row */
function recordOf({ id, sku, site, quantity, note }) {
  const count = Number(quantity);
  return {
    id,
    sku,
    site: names[site] ?? site,
    quantity: count,
    note,
    level: count < 100 ? 'low' : count < 400 ? 'fair' : 'high',
  };
}

/** @type {ReturnType<typeof get> | undefined} */
let ahead = get('/stock?page=1');
while (ahead !== undefined) {
  const { text, next } = await ahead;
  ahead = next === undefined ? undefined : get(next);
  const rows = /** @type {readonly Row[]} */ (parse(text, { columns: true })); // the columns are those of the source
  /** @type {Record<string, ReturnType<typeof recordOf>[]>} */
  const parts = { depot: [], purchasing: [] };
  for (const row of rows) {
    const record = recordOf(row);
    parts[record.level === 'low' ? 'purchasing' : 'depot']?.push(record);
  }
  for (const [to, records] of Object.entries(parts))
    for (let start = 0; start < records.length; start += batchSize)
      await push(to, records.slice(start, start + batchSize));
}
await Promise.all(flying);
await pool.close();
