import { describe, expect, it } from 'vitest';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { emitDefinition } from '../../src/scaffold/emit/definition.ts';
import { definitionLosses } from '../../src/scaffold/emit/definition-losses.ts';
import { readOpenApi } from '../../src/scaffold/readers/openapi/read-openapi.ts';
import { selectOperations } from '../../src/scaffold/select-operations.ts';
import { emitFrom } from '../support/emit.ts';
import { readApi } from '../support/read-api.ts';

const responses = { '200': { description: 'Done' } };

function describeOrders(own: readonly unknown[], ofPath: readonly unknown[] = [], components: object = {}): object {
  return {
    openapi: '3.0.3',
    info: { title: 'Orders', version: '1' },
    servers: [{ url: 'https://api.example.com' }],
    paths: {
      '/orders': {
        parameters: ofPath,
        get: { operationId: 'list', parameters: own, responses },
        post: { operationId: 'add', responses },
      },
      '/stock': { get: { operationId: 'stock', responses } },
    },
    components,
  };
}

const nowhere = { $ref: '#/components/parameters/Page' };

describe('a parameter that no request will have', () => {
  it.each([
    ['nowhere', [nowhere], [], {}, ['GET /orders #/components/parameters/Page']],
    ['a file that is not there', [{ $ref: 'common.yaml#/Page' }], [], {}, ['GET /orders common.yaml#/Page']],
    ['itself', [nowhere], [], { parameters: { Page: nowhere } }, ['GET /orders #/components/parameters/Page']],
    [
      'nowhere, for all operations of a path',
      [],
      [nowhere],
      {},
      ['GET /orders #/components/parameters/Page', 'POST /orders #/components/parameters/Page'],
    ],
    ['something that has no place', [{ name: 'page', schema: {} }], [], {}, ['GET /orders page']],
    ['something that has no name', [{ in: 'query', schema: {} }], [], {}, ['GET /orders']],
    ['another part of a request', [{ name: 'page', in: 'fragment', schema: {} }], [], {}, ['GET /orders page']],
    ['no object', ['page'], [], {}, ['GET /orders "page"']],
    ['a parameter', [nowhere], [], { parameters: { Page: { name: 'page', in: 'query', schema: {} } } }, []],
  ])('because its description is %s is a loss', async (_, own, ofPath, components, lost) => {
    const text = Buffer.from(JSON.stringify(describeOrders(own, ofPath, components)));
    const read = (id: string): Promise<Buffer | 'missing'> => Promise.resolve(id === 'api.json' ? text : 'missing');
    const { model, diagnostics } = await readOpenApi('api.json', { files: { read } });
    expect(model?.skipped.map(({ kind, name }) => `${kind} ${name}`)).toEqual(lost.map((name) => `parameter ${name}`));
    const codes = diagnostics.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(new Set(codes)).toEqual(new Set(lost.length === 0 ? [] : ['scaffold/skipped-parameter']));
  });

  it('is one of the operations that are asked for only', async () => {
    const text = Buffer.from(JSON.stringify(describeOrders([nowhere])));
    const { model } = await readOpenApi('api.json', { files: { read: () => Promise.resolve(text) } });
    const lossesOf = (path: string): number | undefined =>
      model && selectOperations(model, { paths: [path] }).model.skipped.length;
    expect([lossesOf('/orders'), lossesOf('/stock')]).toEqual([1, 0]);
  });
});

describe('what is described and not carried over', () => {
  const query = (name: string, more: object): object => ({ name, in: 'query', ...more });
  const list = { type: 'array', items: { type: 'string' } };
  const object = { type: 'object', properties: { a: { type: 'string' } } };

  it.each([
    [query('plain', { schema: { type: 'string' } }), { in: 'url' }],
    [query('list', { schema: list }), { in: 'url', style: 'form' }],
    [query('joined', { schema: list, explode: false }), { in: 'url', style: 'form', explode: false }],
    [query('deep', { schema: object, style: 'deepObject' }), { in: 'url', style: 'deepObject' }],
    [query('pipes', { schema: list, style: 'pipeDelimited' }), { in: 'url', style: 'pipeDelimited' }],
    [query('members', { schema: object }), { in: 'url', style: 'form' }],
    [query('json', { content: { 'application/json': { schema: object } } }), { in: 'url', json: true }],
    [{ name: 'session', in: 'cookie', schema: { type: 'string' } }, { in: 'cookie' }],
  ])('is said by the definition of the parameter %j', async (parameter, written) => {
    const { model } = analyse(await readApi(describeOrders([parameter])));
    expect(definitionLosses(model)).toEqual([]);
    const [param] = emitDefinition(model).endpoints?.[0]?.params ?? [];
    const { key: _key, value: _value, required: _required, ...found } = param ?? { key: '', value: '' };
    expect(found).toEqual(written);
  });

  it('is a loss where flows have no form for it', async () => {
    const xml = query('filter', { content: { 'application/xml': { schema: object } } });
    const { model } = analyse(await readApi(describeOrders([xml])));
    expect(definitionLosses(model).map(({ name, reason }) => `${name}: ${reason}`)).toEqual([
      'GET /orders: flows cannot write parameter "filter" as application/xml',
    ]);
  });

  it('of bodies and answers, by definition and package', async () => {
    const content = (...types: string[]): object => Object.fromEntries(types.map((type) => [type, { schema: object }]));
    const operation = (operationId: string, sent: object, answered: object): object => ({
      post: {
        operationId,
        tags: ['files'],
        requestBody: { content: sent },
        responses: { '200': { description: 'Done', content: answered } },
      },
    });
    const description = {
      ...describeOrders([]),
      paths: {
        '/json': operation('json', content('application/json'), content('application/json')),
        '/many': operation(
          'many',
          content('application/json', 'multipart/form-data'),
          content('application/json', 'application/pdf'),
        ),
        '/files': operation('files', content('multipart/form-data'), content('*/*')),
      },
    };
    const { model } = analyse(await readApi(description));
    expect(definitionLosses(model)).toEqual([]);
    expect(emitDefinition(model).endpoints?.map(({ bodyType }) => bodyType)).toEqual(['json', 'json', 'multipart']);
    expect((await emitFrom(description)).notes).toEqual([
      {
        at: 'files.many',
        message: 'The body can also be multipart/form-data; the package sends application/json.',
      },
      { at: 'files.many', message: 'The answer can also be application/pdf, which is not asked for.' },
    ]);
  });
});
