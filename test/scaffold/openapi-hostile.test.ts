import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { createDescriptionFiles } from '../../src/scaffold/project/description-files.ts';
import { isObject } from '../../src/text/json.ts';
import { readOpenApi, type OpenApiReading } from '../../src/scaffold/readers/openapi/read-openapi.ts';
import { filesOf, readValue } from '../support/descriptions.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-openapi-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const small = {
  openapi: '3.0.3',
  info: { title: 'Orders', version: '1' },
  servers: [{ url: 'https://{a}.example', variables: { a: { default: 'x' } } }],
  security: [{ key: [] }],
  tags: [{ name: 'orders' }],
  paths: {
    '/orders/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        operationId: 'getOrder',
        parameters: [{ $ref: '#/components/parameters/page' }],
        responses: {
          '200': {
            content: { 'application/json': { schema: { $ref: '#/components/schemas/Order' } } },
            headers: { a: { schema: {} } },
          },
          default: { $ref: '#/components/responses/no' },
        },
      },
      put: {
        requestBody: {
          content: { 'multipart/form-data': { schema: { type: 'object' }, encoding: { a: { style: 'form' } } } },
        },
        responses: {},
      },
    },
  },
  components: {
    parameters: { page: { name: 'page', in: 'query', style: 'form', schema: { type: 'integer', default: 1 } } },
    responses: { no: { description: 'no', content: {} } },
    securitySchemes: {
      key: { type: 'apiKey', in: 'header', name: 'k' },
      o: { type: 'oauth2', flows: { password: { tokenUrl: 'x', scopes: {} } } },
    },
    schemas: {
      Order: {
        type: 'object',
        required: ['id'],
        properties: {
          id: { type: 'string', pattern: '^a$', enum: ['a'] },
          n: { $ref: 'more.json#/a' },
          lines: { type: 'array', items: { $ref: '#/components/schemas/Line' } },
        },
        discriminator: { propertyName: 'id', mapping: { a: 'Line' } },
      },
      Line: {
        nullable: true,
        oneOf: [{ type: 'number', minimum: 1, exclusiveMinimum: true }],
        additionalProperties: false,
      },
    },
  },
};

/** Every place in a value, as a list of keys. */
function placesIn(value: unknown, at: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (Array.isArray(value)) return [at, ...value.flatMap((item, index) => placesIn(item, [...at, index]))];
  return isObject(value) ? [at, ...Object.entries(value).flatMap(([key, item]) => placesIn(item, [...at, key]))] : [at];
}

function replaceAt(value: unknown, [key, ...rest]: readonly (string | number)[], by: unknown): unknown {
  if (key === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? replaceAt(item, rest, by) : item));
  return isObject(value) ? { ...value, [key]: replaceAt(value[key], rest, by) } : by;
}

function expectAccounted({ model }: OpenApiReading): void {
  if (model === undefined) return;
  const skipped = (what: 'operation' | 'schema'): number => model.skipped.filter(({ kind }) => kind === what).length;
  expect(model.operations.length + skipped('operation')).toBe(model.declared.operations);
  expect(model.schemas.size + skipped('schema')).toBe(model.declared.schemas);
}

describe('hostile descriptions', () => {
  it('never make the reader throw, whatever stands where', async () => {
    const places = placesIn(small);
    const intruder = fc.oneof(
      fc.constantFrom<unknown>(null, 0, -1, 1.5, '', 'x', [], {}, [[]], true, '__proto__', '(?i)a', '*/*', [
        'string',
        'null',
      ]),
      fc
        .constantFrom(
          '#',
          '#/',
          '#/paths',
          '#/components/schemas/Order',
          'more.json',
          '../x.json',
          'https://a.example/b',
          '#/%',
          '#a',
        )
        .map(($ref) => ({ $ref })),
      fc.jsonValue({ maxDepth: 2 }),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(...places), intruder), { minLength: 1, maxLength: 4 }),
        fc.constantFrom('3.0.3', '3.1.0', '2.0'),
        async (changes, version) => {
          let value: unknown =
            version === '2.0' ? { ...small, openapi: undefined, swagger: '2.0' } : { ...small, openapi: version };
          for (const [place, by] of changes) value = replaceAt(value, place, by);
          expectAccounted(
            await readValue(value, { 'more.json': '{ "a": { "$ref": "api.json#/components/schemas/Line" } }' }),
          );
        },
      ),
      { seed: 7, numRuns: 1500 },
    );
  });

  it('give the same reading twice', async () => {
    expect(await readValue(small)).toEqual(await readValue(small));
  });

  it('may hold names that mean something to JavaScript', async () => {
    const text = JSON.stringify(small)
      .replaceAll('"Order"', '"constructor"')
      .replaceAll('"lines"', '"__proto__"')
      .replaceAll('schemas/Order', 'schemas/constructor');
    const { model } = await readOpenApi('api.json', { files: filesOf({ 'api.json': text }) });
    const order = model?.schemas.get('constructor')?.schema;
    expect(Object.getPrototypeOf(typeof order === 'object' ? order.properties : undefined)).toBe(Object.prototype);
    expect(model?.operations.length).toBe(2);
  });

  it('may be nested as deeply as a text may, and no deeper', async () => {
    const nested = (depth: number): string =>
      `{"openapi":"3.0.3","paths":{},"components":{"schemas":{"A":${'{"items":'.repeat(depth)}{}${'}'.repeat(depth)}}}}`;
    const read = (depth: number): Promise<OpenApiReading> =>
      readOpenApi('api.json', { files: filesOf({ 'api.json': nested(depth) }) });
    expect((await read(190)).model?.schemas.size).toBe(1);
    expect((await read(100_000)).diagnostics.map(({ code }) => code)).toEqual(['text/too-deep']);
  });

  it('may have aliases, but not ones that explode', async () => {
    const lines = [
      'openapi: 3.0.3',
      'info: &a { x: 1 }',
      ...Array.from(
        { length: 12 },
        (_, index) =>
          `x-${index}: &${String.fromCodePoint(98 + index)} [${`*${String.fromCodePoint(97 + index)}, `.repeat(9)}]`,
      ),
      'paths: {}',
    ];
    const { diagnostics } = await readOpenApi('api.yaml', { files: filesOf({ 'api.yaml': lines.join('\n') }) });
    expect(diagnostics.map(({ code }) => code)).toEqual(['text/alias-bomb']);
    const shared =
      'openapi: 3.0.3\npaths: {}\ncomponents: { schemas: { A: &a { type: string }, B: *a, C: { properties: { a: *a } } } }';
    expect((await readOpenApi('api.yaml', { files: filesOf({ 'api.yaml': shared }) })).model?.schemas.size).toBe(3);
  });

  it('may list a hundred thousand values', async () => {
    const values = Array.from({ length: 100_000 }, (_, index) => `v${index}`);
    const { model } = await readValue({ ...small, components: { schemas: { A: { type: 'string', enum: values } } } });
    const schema = model?.schemas.get('A')?.schema;
    expect(typeof schema === 'object' && schema.enum?.length).toBe(100_000);
  });

  it('are asked for no file outside and no URL', async () => {
    const refs = [
      '../a.json',
      '/etc/hosts',
      'https://a.example/x',
      'a/../../b.json',
      '..%2fc.json',
      '%2e%2e/d.json',
      String.raw`..\e.json`,
      'C:/f.json',
      'file:///g',
      'in/h.json',
    ];
    const schemas = Object.fromEntries(refs.map(($ref, index) => [`S${index}`, { $ref }]));
    const files = filesOf({ 'api.json': JSON.stringify({ ...small, components: { schemas } }) });
    const { model } = await readOpenApi('api.json', { files });
    expect(files.asked).toEqual(['api.json', 'in/h.json']);
    expect(model?.schemas.size).toBe(refs.length);
  });

  it('may ask for them when that is allowed', async () => {
    const schemas = { A: { $ref: '../a.json' }, B: { $ref: 'https://a.example/dir/x.json' } };
    const files = filesOf({
      'api.json': JSON.stringify({ ...small, components: { schemas } }),
      '../a.json': '{}',
      'https://a.example/dir/x.json': '{ "items": { "$ref": "y.json" } }',
    });
    await readOpenApi('api.json', { files, allowOutside: true, allowRemote: true });
    expect(files.asked.toSorted()).toEqual([
      '../a.json',
      'api.json',
      'https://a.example/dir/x.json',
      'https://a.example/dir/y.json',
    ]);
  });

  it('are read from disk within their folder, links and size considered', async () => {
    const folder = join(scratch, 'api');
    mkdirSync(join(folder, 'sub'), { recursive: true });
    writeFileSync(join(scratch, 'secret.json'), '{}');
    writeFileSync(join(folder, 'real.json'), '{}');
    symlinkSync('../secret.json', join(folder, 'link.json'));
    symlinkSync('..', join(folder, 'up'));
    symlinkSync('real.json', join(folder, 'inside.json'));
    const files = createDescriptionFiles(join(folder, 'api.json'));
    expect(await files.read('link.json')).toBe('outside');
    expect(await files.read('up/secret.json')).toBe('outside');
    writeFileSync(join(folder, 'large.json'), '');
    truncateSync(join(folder, 'large.json'), 64 * 1024 * 1024 + 1);
    expect(await files.read('large.json')).toBe('too-large');
    expect(await files.read('sub')).toBe('unreadable');
    expect(await files.read('none.json')).toBe('missing');
    expect(await files.read('inside.json')).toBeInstanceOf(Uint8Array);
    expect(
      await createDescriptionFiles(join(folder, 'api.json'), { allowOutside: true }).read('link.json'),
    ).toBeInstanceOf(Uint8Array);
  });
});
