// Job J by hand: the practical floor. Streams pages, two ahead, and keeps four pushes in flight.
//   node plain.mjs          pushes batches of 100, as the flow does
//   node plain.mjs single   pushes record by record, as the service does
import { Pool } from 'undici';
import { BATCH, keep, map, mapForService } from './reference.mjs';

/** @typedef {{ readonly data: readonly import('./order.ts').Order[], readonly pages: number }} Page */

const pagesAhead = 2;
const pushesInFlight = 4;
const pool = new Pool(process.env['BENCH_URL'] ?? '', { connections: pagesAhead + pushesInFlight });

/**
 * @param {number} page
 * @returns {Promise<Page>}
 */
async function get(page) {
  const { body } = await pool.request({ path: `/orders?page=${page}`, method: 'GET' });
  return /** @type {Page} */ (await body.json()); // the server of this benchmark answers nothing else
}

/** @param {unknown} value */
async function post(value) {
  const { statusCode, body } = await pool.request({
    path: '/sink',
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(value),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`The sink answered ${statusCode}`);
}

async function* pullPages() {
  const first = await get(1);
  /** @type {Promise<Page>[]} */
  const ahead = [];
  let next = 2;
  const fill = () => {
    while (ahead.length < pagesAhead && next <= first.pages) ahead.push(get(next++));
  };
  fill();
  yield first;
  for (let page = ahead.shift(); page !== undefined; page = ahead.shift()) {
    const ready = await page;
    fill();
    yield ready;
  }
}

/** @type {Set<Promise<void>>} */
const flying = new Set();

/** @param {unknown} value */
async function push(value) {
  const job = post(value).finally(() => flying.delete(job));
  flying.add(job);
  if (flying.size >= pushesInFlight) await Promise.race(flying);
}

async function pushBatches() {
  let batch = [];
  for await (const page of pullPages()) {
    for (const order of page.data) {
      if (!keep(order)) continue;
      batch.push(map(order));
      if (batch.length < BATCH) continue;
      await push(batch);
      batch = [];
    }
  }
  if (batch.length > 0) await push(batch);
}

async function pushSingle() {
  for await (const page of pullPages())
    for (const order of page.data) if (keep(order)) await push(mapForService(order));
}

await (process.argv[2] === 'single' ? pushSingle() : pushBatches());
await Promise.all(flying);
await pool.close();
