import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { ApiModel, Operation } from '../../src/scaffold/api-model.ts';
import { readPostman, type ReadPostman } from '../../src/scaffold/readers/postman/read-postman.ts';
import { readSource } from '../../src/text/source.ts';

const folder = 'fixtures/scaffold/postman/';

async function read(file: string): Promise<Required<ReadPostman>> {
  return readText(await readFile(folder + file), file);
}

async function readText(text: Uint8Array | string, file = 'a.json'): Promise<Required<ReadPostman>> {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const { model, diagnostics } = await readPostman(await readSource(file, bytes));
  if (model === undefined) throw new Error(JSON.stringify(diagnostics));
  return { model, diagnostics };
}

function operation({ operations }: ApiModel, id: string): Operation {
  const found = operations.find(({ declaredId }) => declaredId === id);
  if (found === undefined) throw new Error(`no ${id}`);
  return found;
}

describe('a collection of version 2.1', async () => {
  const { model, diagnostics } = await read('parcels.postman.json');

  it('counts what is declared, what is generated and what is lost', () => {
    expect(model.operations.map(({ declaredId }) => declaredId)).toEqual([
      'List parcels',
      'Create label',
      'Upload',
      'Depots',
      'Ping',
      'Signed',
    ]);
    expect(model.declared).toEqual({ operations: 8, schemas: 0 });
    expect(model.skipped.map(({ name, origin }) => [name, origin.pointer])).toEqual([
      ['Broken', '/item/5'],
      ['Odd', '/item/6'],
    ]);
  });

  it('reports each finding at its place', () => {
    const found = diagnostics.map(({ code, at }) => [code, at.pointer]);
    expect(found).toContainEqual(['scaffold/script-not-run', '/event']);
    expect(found).toContainEqual(['scaffold/duplicate-request', '/item/4']);
    expect(found).toContainEqual(['scaffold/malformed-collection', '/item/7']);
    expect(found).toContainEqual(['scaffold/unreadable-request', '/item/5']);
    expect(found).toContainEqual(['scaffold/needs-signing-hook', '/item/8']);
    expect(found.filter(([code]) => code === 'scaffold/secret-redacted')).toEqual([
      ['scaffold/secret-redacted', '/item/0/item/0/request/url/query/4'],
      ['scaffold/secret-redacted', '/item/0/item/0/response/1/body'],
    ]);
    expect(diagnostics.every(({ at }) => at.line > 1)).toBe(true);
  });

  it('copies no secret', () => {
    const text = JSON.stringify([model, [...model.securitySchemes]]);
    for (const secret of ['sk_live', 'eyJhb', 'hunter2', 'never run']) expect(text).not.toContain(secret);
  });

  it('inherits authentication from the nearest folder, and can switch it off', () => {
    expect(Object.fromEntries(model.securitySchemes)).toEqual({
      bearer: { type: 'bearer' },
      apiKey: { type: 'apiKey', in: 'header', name: 'X-Parcel-Key' },
      signature: { type: 'other', scheme: 'awsv4' },
    });
    expect(model.security).toEqual([[{ scheme: 'bearer', scopes: [] }]]);
    expect(operation(model, 'List parcels').security).toEqual([[{ scheme: 'apiKey', scopes: [] }]]);
    expect(operation(model, 'Create label').security).toEqual([]);
    expect(operation(model, 'Ping').security).toBeUndefined();
  });

  it('makes folders tags', () => {
    expect(operation(model, 'Create label').tags).toEqual(['Parcels', 'Labels']);
    expect(model.tags).toEqual([{ name: 'Parcels', description: 'Everything about parcels.' }]);
  });

  it('tells parameters that are needed from those that are not', () => {
    const query = operation(model, 'List parcels').parameters.filter((parameter) => parameter.in === 'query');
    expect(query.map(({ name, required, schema }) => [name, required, schema])).toEqual([
      ['page', false, { type: 'string', default: '1' }],
      ['status', false, { type: 'string' }],
      ['depot', true, { type: 'string' }],
      ['since', true, { type: 'string', format: 'date-time' }],
      ['access_token', false, { type: 'string' }],
    ]);
    expect(operation(model, 'List parcels').parameters.find((parameter) => parameter.in === 'header')).toMatchObject({
      name: 'X-Trace',
      required: true,
      description: 'Shown in logs.',
    });
    expect(operation(model, 'Create label').parameters[0]).toMatchObject({
      name: 'parcelId',
      in: 'path',
      schema: { type: 'integer' },
      description: 'Of the parcel.',
    });
  });

  it('samples schemas from all saved examples, and leaves the unknown unknown', () => {
    const [ok, refused] = operation(model, 'List parcels').responses;
    expect(ok?.contents[0]?.schema).toEqual({
      type: 'object',
      properties: {
        parcels: {
          type: 'array',
          items: {
            type: 'object',
            properties: {
              id: { type: 'integer' },
              weight: { type: 'number' },
              note: { type: ['string', 'null'] },
              tracking: { type: 'string' },
            },
            required: ['id', 'weight'],
          },
        },
        next: true,
        password: { type: 'string' },
      },
      required: ['parcels'],
    });
    expect([...(ok?.headers.keys() ?? [])]).toEqual(['X-RateLimit-Limit']);
    expect(refused).toMatchObject({ status: '403', description: 'Not allowed' });
    expect(operation(model, 'Ping').responses).toMatchObject([{ status: '2XX', contents: [{ schema: true }] }]);
  });

  it('reads bodies of every mode', () => {
    expect(operation(model, 'Create label').body?.contents).toEqual([
      {
        mediaType: 'application/json',
        schema: {
          type: 'object',
          properties: { parcel: true, copies: { type: 'integer' }, ref: { type: 'string' } },
        },
        examples: [{ parcel: 1, copies: 1, ref: '{{ref}}' }],
      },
    ]);
    expect(operation(model, 'Upload').body?.contents[0]).toMatchObject({
      mediaType: 'multipart/form-data',
      schema: { properties: { file: { format: 'binary' }, kind: { default: 'csv' } }, required: ['file'] },
    });
    expect(operation(model, 'Depots').body?.contents[0]?.examples).toMatchObject([{ variables: { after: null } }]);
  });

  it('makes the common address the server, and keeps others with their requests', () => {
    expect(model.servers.map(({ url }) => url)).toEqual(['https://api.parcels.test/v2']);
    const upload = operation(model, 'Upload');
    expect(upload.servers?.[0]?.url).toBe('https://files.parcels.test');
    expect(upload.path).toBe('/{bucket}/manifest');
    expect(operation(model, 'Ping')).toMatchObject({ path: '/ping' });
    expect(operation(model, 'Ping').servers).toBeUndefined();
  });
});

describe('a collection of version 2.0', async () => {
  const { model } = await read('tokens-2.0.postman.json');

  it('finds the token endpoint among its requests', () => {
    expect(model.source).toBe('postman-2.0');
    expect(model.securitySchemes.get('oauth2')).toEqual({
      type: 'oauth2',
      // That request has basic authentication.
      flows: [
        {
          grant: 'client_credentials',
          tokenUrl: '{auth_url}/oauth/token',
          clientAuthentication: 'header',
          scopes: {},
        },
      ],
    });
    expect(operation(model, 'Ledger').security).toEqual([[{ scheme: 'oauth2', scopes: [] }]]);
    expect(operation(model, 'Get a token').security).toEqual([[{ scheme: 'basic', scopes: [] }]]);
  });

  it('reads variables as parameters wherever they stand', () => {
    expect(model.servers[0]?.url).toBe('{host}');
    expect(operation(model, 'Stock')).toMatchObject({ method: 'GET', path: '/{project-key}/stock/key={sku}' });
    expect(operation(model, 'Stock').description).toBeUndefined();
  });
});

describe('what is no collection', () => {
  it.each(['{}', '[]', '{ "info": 1 }', '{ "name": "v1", "requests": [] }'])(
    '%s is refused with a place',
    async (text) => {
      const { model, diagnostics } = await readPostman(await readSource('a.json', new TextEncoder().encode(text)));
      expect(model).toBeUndefined();
      expect(diagnostics.map(({ code }) => code)).toEqual(['scaffold/not-a-collection']);
    },
  );

  it('survives members of any type', async () => {
    const kinds = ['null', '7', '"x"', '[]', '{}', '[{}]', '[null]'];
    for (const member of ['variable', 'auth', 'event', 'item'])
      for (const kind of kinds) {
        const text = `{ "info": { "name": "A", "schema": "getpostman.com" }, "${member}": ${kind} }`;
        expect((await readText(text)).model.operations).toEqual([]);
      }
    for (const member of ['url', 'header', 'body', 'auth', 'method', 'description'])
      for (const kind of kinds) {
        const request = `{ "url": "https://a.test/b", "${member}": ${kind} }`;
        const text = `{ "info": { "schema": "getpostman.com" }, "item": [{ "name": "A", "request": ${request} }] }`;
        const { model } = await readText(text);
        expect(model.operations.length + model.skipped.length).toBe(1);
      }
  });
});
