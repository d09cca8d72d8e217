// Job J by hand: the practical floor. Streams pages, two ahead, and keeps four pushes in flight.
import { Pool } from 'undici';
import type { Order } from './order.ts';
import { BATCH, keep, map } from './reference.ts';

interface Page {
  readonly data: readonly Order[];
  readonly pages: number;
}

const pagesAhead = 2;
const pushesInFlight = 4;
const pool = new Pool(process.env['BENCH_URL'] ?? '', { connections: pagesAhead + pushesInFlight });

async function get(page: number): Promise<Page> {
  const { body } = await pool.request({ path: `/orders?page=${page}`, method: 'GET' });
  return (await body.json()) as Page; // the server of this benchmark answers nothing else
}

async function post(records: readonly unknown[]): Promise<void> {
  const headers = { 'content-type': 'application/json' };
  const { statusCode, body } = await pool.request({
    path: '/sink',
    method: 'POST',
    headers,
    body: JSON.stringify(records),
  });
  await body.dump();
  if (statusCode !== 200) throw new Error(`The sink answered ${statusCode}`);
}

async function* pullPages(): AsyncGenerator<Page> {
  const first = await get(1);
  const ahead: Promise<Page>[] = [];
  let next = 2;
  const fill = (): void => {
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

const flying = new Set<Promise<void>>();
async function push(batch: readonly unknown[]): Promise<void> {
  const job = post(batch).finally(() => flying.delete(job));
  flying.add(job);
  if (flying.size >= pushesInFlight) await Promise.race(flying);
}

let batch: unknown[] = [];
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
await Promise.all(flying);
await pool.close();
