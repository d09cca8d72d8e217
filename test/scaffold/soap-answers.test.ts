import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SoapCaller, type OperationTypes, type SoapClientOptions } from '../../templates/soap/src/soap/caller.ts';
import { SoapConnectionError, SoapFaultError, SoapHttpError } from '../../templates/soap/src/soap/errors.ts';
import type { ServiceTables } from '../../templates/soap/src/soap/operations.ts';
import { decodeText } from '../../templates/soap/src/soap/xml-reader.ts';
import { XmlError } from '../../templates/soap/src/soap/xml-error.ts';
import { readWsdlFile, tablesOf } from '../support/soap-packages.ts';

type AnyOperations = Readonly<Record<string, OperationTypes>>;

interface Answer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

const wsdl = join(import.meta.dirname, '../../fixtures/scaffold/wsdl/headers-and-faults/service.wsdl');
let tables: ServiceTables;
let server: Server;
let url = '';
let answer: Answer = { body: '' };

beforeAll(async () => {
  const { model } = await readWsdlFile(wsdl);
  if (model === undefined) throw new Error('The fixture was not read.');
  tables = tablesOf(model);
  server = createServer((request, response) => {
    request.resume().on('end', () => {
      response.writeHead(answer.status ?? 200, { 'content-type': 'text/xml', ...answer.headers });
      response.end(answer.body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/soap`; // listening on TCP gives an AddressInfo
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

/** The result of a call, or what it throws. */
async function call(given: Answer, options: SoapClientOptions = {}): Promise<unknown> {
  answer = given;
  const caller = new SoapCaller<AnyOperations>(() => Promise.resolve(tables), 'ParcelsPort', {
    endpoint: url,
    retry: false,
    ...options,
  });
  return caller.call('Book', 'AB-1234').then(
    (reply) => reply,
    (error: unknown) => error,
  );
}

const envelope = (body: string, declaration = ''): string =>
  `${declaration}<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns:t="urn:parcels"><e:Body>${body}</e:Body></e:Envelope>`;
const fault = (text: string, declaration = ''): string =>
  envelope(
    `<e:Fault><faultcode>e:Server</faultcode><faultstring>${text}</faultstring><detail><t:x>${text}</t:x></detail></e:Fault>`,
    declaration,
  );

const table = join(import.meta.dirname, '../../templates/connector/test/runtime/charsets.json');
const { charsets } = JSON.parse(readFileSync(table, 'utf8')) as {
  charsets: { name: string; contentType?: string; base64: string; text?: string }[];
};

describe('documents in character sets', () => {
  it.each(charsets.map((one) => [one.name, one] as const))('%s', (_, { contentType, base64, text }) => {
    const read = (): string => decodeText(Buffer.from(base64, 'base64'), contentType);
    if (text === undefined) expect(read).toThrow(XmlError);
    else expect(read()).toBe(text);
  });

  it.each([
    ['the content type', 'text/xml; charset=ISO-8859-1', '', 'latin1'],
    ['the declaration', 'text/xml', '<?xml version="1.0" encoding="windows-1252"?>', 'latin1'],
    [
      'the content type, whatever the declaration says',
      'text/xml; charset=utf-8',
      '<?xml version="1.0" encoding="utf-16"?>',
      'utf8',
    ],
    ['a byte order mark', 'text/xml', '\ufeff<?xml version="1.0" encoding="UTF-16"?>', 'utf16le'],
    ['nothing but UTF-16', 'application/soap+xml', '<?xml version="1.0" encoding="UTF-16"?>', 'utf16le'],
  ] as const)('of answers are known by %s', async (_, type, declaration, encoding) => {
    const body = Buffer.from(fault('Zürich', declaration), encoding);
    const error = await call({ status: 500, headers: { 'content-type': type }, body });
    expect(error).toMatchObject({ name: 'SoapFaultError', reason: 'Zürich' });
  });

  it('may be compressed', async () => {
    const body = gzipSync(envelope('<t:BookResponse>12</t:BookResponse>'));
    expect(await call({ headers: { 'content-encoding': 'gzip' }, body })).toMatchObject({ body: 12 });
  });
});

describe('answers that cannot be read', () => {
  it.each([
    [
      'a page of a proxy',
      { status: 502, headers: { 'content-type': 'text/html' }, body: '<html>Bad' },
      /502 with text\/html, not XML\. It begins: <html>Bad$/u,
    ],
    [
      'a page with success',
      { headers: { 'content-type': 'text/html' }, body: '<html>Log in' },
      /200 with text\/html, not XML\. It begins: <html>Log in$/u,
    ],
    ['nothing', { body: '' }, /answered 200 with nothing, not XML\.$/u],
    ['half a document', { body: '<a><b>' }, /200\. That cannot be read: .+ It begins: <a><b>$/u],
    ['another document', { body: '<order/>' }, /not a SOAP envelope\. It begins: <order\/>$/u],
    [
      'another character set',
      { body: Buffer.from('<a>\u00fc</a>', 'latin1') },
      /not valid utf-8 text\. It begins: <a>\ufffd<\/a>$/u,
    ],
  ] as const)('%s', async (_, given, message) => {
    const error = await call(given);
    expect(error).toBeInstanceOf(SoapHttpError);
    expect((error as SoapHttpError).message).toMatch(message); // said above
    expect((error as SoapHttpError).message).toMatch(
      /^Book: POST http:\/\/127\.0\.0\.1:\d+\/soap: The service answered/u,
    );
  });

  it('what is larger than the limit, before it is there', async () => {
    const body = envelope(`<t:BookResponse>${' '.repeat(5_000_000)}12</t:BookResponse>`);
    expect(await call({ body })).toMatchObject({ body: 12 });
    const error = await call({ body }, { limits: { bytes: 10_000 } });
    expect(error).toMatchObject({ name: 'SoapHttpError', status: 200, cause: { problem: 'limit' } });
    expect((error as Error).message.length).toBeLessThan(900);
  });

  it('what does not come', async () => {
    const refused = await call({ body: '' }, { endpoint: 'http://127.0.0.1:1/soap' });
    expect(refused).toBeInstanceOf(SoapConnectionError);
    expect(String(refused)).toContain('Book: POST http://127.0.0.1:1/soap: the connection failed');
    const late = await call(
      { body: '' },
      {
        timeout: 1,
        transport: ({ signal }) =>
          new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('aborted')))),
      },
    );
    expect(String(late)).toContain('no answer within 1 ms');
  });
});

describe('errors of calls show no secret', () => {
  const password = "Pa s<ö>&'1";
  const escaped = password.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll("'", '&apos;');
  const basic = Buffer.from(`ada:${password}`).toString('base64');
  const options: SoapClientOptions = {
    basicAuth: { username: 'ada', password },
    security: { username: 'ada', password },
    httpHeaders: { 'X-Api-Key': 'key-1234567' },
  };

  it.each([
    ['a fault', { status: 500, body: fault(`wrong: ${escaped} ${basic} key-1234567`) }],
    [
      'a page',
      { status: 502, headers: { 'content-type': 'text/html' }, body: `${escaped} ${password} ${basic} key-1234567` },
    ],
    ['half a document', { body: `<a>${escaped} ${basic} key-1234567` }],
  ] as const)('in %s', async (_, given) => {
    const error = await call(given, { ...options, endpoint: `${url}?api_key=key-7654321` });
    expect([SoapFaultError, SoapHttpError].some((kind) => error instanceof kind)).toBe(true);
    const shown = `${String(error)} ${inspect(error, { depth: 9, showHidden: true })} ${JSON.stringify(error)}`;
    for (const secret of [password, escaped, basic, 'key-1234567', 'key-7654321']) expect(shown).not.toContain(secret);
    expect(shown).toContain('***');
  });

  it('but answers are left as they are', async () => {
    const body = envelope('<t:BookResponse>12</t:BookResponse>');
    expect(await call({ body }, { ...options, basicAuth: { username: 'ada', password: '12' } })).toMatchObject({
      body: 12,
    });
  });
});
