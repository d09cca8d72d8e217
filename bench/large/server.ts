// Source and sink of large documents on loopback. What is pushed is compared, record by record and in order, with what was given.
//   node server.ts
//   GET  /csv?n=N, /json?n=N                one document of N records
//   GET  /pages?page=P&pages=N&size=S       one page of a list
//   POST /sink?kind=csv|json|pages          a batch
//   GET  /report                            { records, wrong }, and forgets
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { columns, csvOf, jsonOf, recordOf } from './record.ts';

let next = 0;
let wrong = 0;

const server = http.createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const number = (name: string): number => Number(url.searchParams.get(name));
  switch (url.pathname) {
    case '/csv':
      return void send(response, 'text/csv', rows(number('n')));
    case '/json':
      return void send(response, 'application/json', list(0, number('n'), '[', ']'));
    case '/pages': {
      const [page, size, isLast] = [number('page'), number('size'), number('page') > number('pages')];
      const from = (page - 1) * size;
      return void send(response, 'application/json', list(from, isLast ? from : from + size, '{"data":[', ']}'));
    }
    case '/sink':
      return void take(request, response, url.searchParams.get('kind') ?? '');
    case '/report':
      response.end(JSON.stringify({ records: next, wrong }));
      [next, wrong] = [0, 0];
      return;
    default:
      response.writeHead(404).end();
  }
});

function* rows(count: number): Generator<string> {
  yield `${columns.join(';')}\r\n`;
  for (let index = 0; index < count; index++) yield `${csvOf(index)}\r\n`;
}

function* list(from: number, to: number, open: string, close: string): Generator<string> {
  yield open;
  for (let index = from; index < to; index++) yield index === from ? jsonOf(index) : `,${jsonOf(index)}`;
  yield close;
}

async function send(response: http.ServerResponse, type: string, parts: Iterable<string>): Promise<void> {
  response.writeHead(200, { 'content-type': type });
  let block = '';
  for (const part of parts) {
    block += part;
    if (block.length < 65_536) continue;
    if (!response.write(block)) await new Promise((resolve) => response.once('drain', resolve));
    block = '';
  }
  response.end(block);
}

async function take(request: http.IncomingMessage, response: http.ServerResponse, kind: string): Promise<void> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer); // a stream of bytes
  const body = Buffer.concat(parts).toString();
  if (kind === 'csv') takeRows(body);
  else if (kind === 'json') takeList(body);
  else takeMapped(JSON.parse(body) as readonly { id: string; amount: number }[]);
  response.writeHead(204).end();
}

function takeRows(body: string): void {
  const [head, ...lines] = body.split('\r\n');
  if (head !== columns.join(';') || lines.pop() !== '') wrong++;
  for (const line of lines) if (line !== csvOf(next++)) wrong++;
}

function takeList(body: string): void {
  const count = body.split('{"ean"').length - 1;
  const expected = Array.from({ length: count }, (_, index) => jsonOf(next + index)).join(',');
  if (body !== `[${expected}]`) wrong++;
  next += count;
}

/** The filter leaves out what is open. */
function takeMapped(records: readonly { id: string; amount: number }[]): void {
  for (const { id, amount } of records) {
    while (recordOf(next).status === 'open') next++;
    const wanted = recordOf(next++);
    if (id !== wanted.id || Number(wanted.price) !== amount) wrong++;
  }
}

server.listen(0, '127.0.0.1', () => {
  console.log(JSON.stringify({ origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}` })); // listening on TCP
});
