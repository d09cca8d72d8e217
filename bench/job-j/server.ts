// Source and sink of job J on loopback, in one process. During a run it does as little as it can: pages are
// ready-made buffers and pushed bodies are kept raw. Checking happens only when /report is asked for.
//   node server.ts RECORDS [DELAY-MS]
//
//   GET  /orders?page=1   { data: [250 orders], page, pages, total, next }
//   POST /sink            JSON array of mapped records, or one record
//   GET  /report          full check: count, missing, duplicates, wrong, checksum
//   POST /records?n=N     serve only the first N records from now on, and forget what was pushed; with &map=service the
//                         pushed records are those of the service
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { makeOrder } from './order.ts';
import { keep, map, mapForService, PAGE, recordHash } from './reference.mjs';

const max = Number(process.argv[2] ?? 100_000);
const delayMs = Number(process.argv[3] ?? 0);
const mask = 0xffff_ffff_ffff_ffffn;

const pages: Buffer[] = [];
for (let start = 0; start < max; start += PAGE) {
  const rows: string[] = [];
  for (let i = start; i < Math.min(max, start + PAGE); i++) rows.push(JSON.stringify(makeOrder(i)));
  pages.push(Buffer.from(`[${rows.join(',')}]`));
}

let total = max;
let isService = false;
let bodies: Buffer[] = [];
let origin = '';

const server = http.createServer((request, response) => {
  const url = new URL(request.url ?? '/', origin);
  if (url.pathname === '/orders') return later(() => sendPage(Number(url.searchParams.get('page') ?? 1), response));
  if (url.pathname === '/sink') return void takeBody(request, response);
  if (url.pathname === '/report') return sendJson(response, check());
  if (url.pathname === '/records') {
    total = Math.min(max, Number(url.searchParams.get('n')));
    isService = url.searchParams.get('map') === 'service';
    bodies = [];
    return sendJson(response, { total });
  }
  response.writeHead(404).end();
});

/** A real third party takes its time. */
function later(work: () => void): void {
  if (delayMs === 0) work();
  else setTimeout(work, delayMs);
}

function sendPage(page: number, response: http.ServerResponse): void {
  const count = Math.ceil(total / PAGE);
  let data = pages[page - 1] ?? Buffer.from('[]');
  if (page * PAGE > total)
    data = Buffer.from(JSON.stringify((JSON.parse(data.toString()) as unknown[]).slice(0, total - (page - 1) * PAGE)));
  const next = page < count ? JSON.stringify(`${origin}/orders?page=${page + 1}`) : 'null';
  const head = Buffer.from('{"data":');
  const tail = Buffer.from(`,"page":${page},"pages":${count},"total":${total},"next":${next}}`);
  response.writeHead(200, {
    'content-type': 'application/json',
    'content-length': head.length + data.length + tail.length,
  });
  response.write(head);
  response.write(data);
  response.end(tail);
}

async function takeBody(request: http.IncomingMessage, response: http.ServerResponse): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a request without an encoding yields buffers
  bodies.push(Buffer.concat(parts));
  later(() => sendJson(response, { ok: true }));
}

function sendJson(response: http.ServerResponse, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

function check(): object {
  const expected = new Map<string, bigint>();
  let expectedSum = 0n;
  for (let i = 0; i < total; i++) {
    const order = makeOrder(i);
    if (!keep(order)) continue;
    const mapped = isService ? mapForService(order) : map(order);
    const hash = recordHash(mapped);
    expected.set(mapped.externalId, hash);
    expectedSum = (expectedSum + hash) & mask;
  }
  const seen = new Set<string>();
  let sum = 0n;
  let [records, duplicates, wrong, largestBatch] = [0, 0, 0, 0];
  for (const body of bodies) {
    const rows = [JSON.parse(body.toString())].flat() as { externalId: string }[];
    largestBatch = Math.max(largestBatch, rows.length);
    for (const row of rows) {
      records++;
      if (seen.has(row.externalId)) duplicates++;
      seen.add(row.externalId);
      const hash = recordHash(row);
      sum = (sum + hash) & mask;
      if (expected.get(row.externalId) !== hash) wrong++;
    }
  }
  const ok = sum === expectedSum && records === expected.size && duplicates === 0 && wrong === 0;
  return { ok, expected: expected.size, records, duplicates, wrong, pushes: bodies.length, largestBatch };
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP gives an AddressInfo
  console.log(JSON.stringify({ origin }));
});
