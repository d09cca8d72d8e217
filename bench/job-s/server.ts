// Source and two sinks of job S on loopback, in one process. Pages are ready-made buffers, and what is pushed is looked at
// only when /report is asked for.
//   node server.ts RECORDS
//
//   GET  /stock?page=1          2,000 lines of CSV under a header, with a link to the next page
//   POST /depot, /purchasing    JSON array of records
//   GET  /report                full check: each record once, as it should be, at the right place
//   POST /records?n=N           serve only the first N records from now on, and forget what was pushed
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { expected, header, lineOf } from './stock.ts';

const linesOfPage = 2000;
const max = Number(process.argv[2] ?? 100_000);
let total = max;
let pushed: { readonly to: string; readonly body: Buffer }[] = [];
let origin = '';

const pageOf = (page: number, upTo: number): Buffer => {
  const lines = [header];
  for (let index = (page - 1) * linesOfPage; index < Math.min(upTo, page * linesOfPage); index++)
    lines.push(lineOf(index));
  return Buffer.from(`${lines.join('\n')}\n`);
};
const pages = Array.from({ length: Math.ceil(max / linesOfPage) }, (_, index) => pageOf(index + 1, max));

const server = http.createServer((request, response) => {
  const url = new URL(request.url ?? '/', origin);
  if (url.pathname === '/stock') return sendPage(Number(url.searchParams.get('page') ?? 1), response);
  if (url.pathname === '/report') return sendJson(response, check());
  if (url.pathname === '/records') {
    total = Math.min(max, Number(url.searchParams.get('n')));
    pushed = [];
    return sendJson(response, { total });
  }
  return void takeBody(request, response, url.pathname.slice(1));
});

function sendPage(page: number, response: http.ServerResponse): void {
  const body = page * linesOfPage > total ? pageOf(page, total) : (pages[page - 1] ?? Buffer.from(`${header}\n`));
  const hasMore = page * linesOfPage < total;
  response.writeHead(200, {
    'content-type': 'text/csv; charset=utf-8',
    'content-length': body.length,
    ...(hasMore ? { link: `<${origin}/stock?page=${page + 1}>; rel="next"` } : {}),
  });
  response.end(body);
}

async function takeBody(request: http.IncomingMessage, response: http.ServerResponse, to: string): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a request without an encoding yields buffers
  pushed.push({ to, body: Buffer.concat(parts) });
  sendJson(response, { ok: true });
}

function sendJson(response: http.ServerResponse, value: unknown): void {
  const body = Buffer.from(JSON.stringify(value));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.end(body);
}

interface Arrived {
  readonly id: string;
  readonly sku: string;
  readonly site: string;
  readonly quantity: number;
  readonly note: string;
  readonly level: string;
}

function check(): object {
  const seen = new Set<string>();
  let [records, duplicates, wrong, largestBatch] = [0, 0, 0, 0];
  for (const { to, body } of pushed) {
    const rows = JSON.parse(body.toString()) as readonly Arrived[];
    largestBatch = Math.max(largestBatch, rows.length);
    for (const { id, sku, site, quantity, note, level } of rows) {
      records++;
      if (seen.has(id)) duplicates++;
      seen.add(id);
      const wanted = expected(Number(id));
      if (wanted.to !== to || wanted.record !== JSON.stringify([id, sku, site, quantity, note, level])) wrong++;
    }
  }
  const ok = records === total && duplicates === 0 && wrong === 0;
  return { ok, expected: total, records, duplicates, wrong, pushes: pushed.length, largestBatch };
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // listening on TCP gives an AddressInfo
  console.log(JSON.stringify({ origin }));
});
