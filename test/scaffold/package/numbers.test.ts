import { beforeAll, describe, expect, it } from 'vitest';
import { emitFrom } from '../../support/emit.ts';
import { usePackage } from '../../support/use-package.ts';

const integer = (more: object = {}): object => ({ type: 'integer', ...more });
const long = (more: object = {}): object => integer({ format: 'int64', ...more });
const json = (schema: object): object => ({ description: 'Done', content: { 'application/json': { schema } } });
const ref = { $ref: '#/components/schemas/Order' };

const description = {
  openapi: '3.0.3',
  info: { title: 'Ledger', version: '1' },
  servers: [{ url: 'http://localhost' }],
  paths: {
    '/orders/{id}': {
      get: {
        operationId: 'getOrder',
        tags: ['orders'],
        parameters: [{ name: 'id', in: 'path', required: true, schema: integer() }],
        responses: { '200': json(ref) },
      },
    },
    '/orders': {
      get: {
        operationId: 'listOrders',
        tags: ['orders'],
        parameters: [{ name: 'cursor', in: 'query', schema: long() }],
        responses: {
          '200': json({
            type: 'object',
            properties: { items: { type: 'array', items: ref }, next_cursor: long({ nullable: true }) },
          }),
        },
      },
      post: {
        operationId: 'addOrder',
        tags: ['orders'],
        requestBody: { required: true, content: { 'application/json': { schema: ref } } },
        responses: { '204': { description: 'Done' } },
      },
    },
  },
  components: {
    schemas: {
      Order: {
        type: 'object',
        required: ['id'],
        properties: {
          id: long({ example: Number('12345678901234567890') }),
          count: integer(),
          price: { type: 'number', format: 'decimal' },
          rate: { type: 'number' },
          few: long({ maximum: 100 }),
          any64: integer({ minimum: -(2 ** 63), maximum: 2 ** 63 }),
          ids: { type: 'array', items: long() },
          parent: long({ nullable: true }),
          byName: { type: 'object', additionalProperties: long() },
        },
      },
    },
  },
};

describe('numbers that JavaScript cannot hold', () => {
  let types = '';
  let validators = '';
  let group = '';
  beforeAll(async () => {
    const { files } = await emitFrom(description);
    types = files.get('src/types.ts') ?? '';
    validators = files.get('src/validators/schemas.ts') ?? '';
    group = files.get('src/groups/orders.ts') ?? '';
  });

  it.each([
    ['id', 'number | bigint', 's.longInteger()'],
    ['count?', 'number', 's.integer()'],
    ['price?', 'number | bigint | ExactNumber', 's.exactNumber()'],
    ['rate?', 'number', 's.number()'],
    ['few?', 'number', 's.integer({ max: 100 })'],
    ['any64?', 'number | bigint', 's.longInteger({ min: -9223372036854775808n, max: 9223372036854775807n })'],
    ['ids?', '(number | bigint)[]', 's.array(s.longInteger())'],
    ['parent?', '(number | bigint) | null', 's.nullable(s.longInteger())'],
  ])('have honest types and checks: %s is %s', (member, type, validator) => {
    expect(types).toContain(`  ${member}: ${type};\n`);
    expect(validators).toContain(`${member.replace('?', '')}: ${validator},\n`);
  });

  it('may be given as identifiers in paths, whatever the description says', () => {
    expect(group).toMatch(/export interface GetOrderInput \{\n {2}id: number \| bigint;/u);
  });

  it('go from answers to paths, pages and bodies as they were written', async () => {
    const output = await usePackage(
      description,
      `
import { ExactNumber, LedgerClient, type orders } from '../src/index.ts';
import { TestServer } from './support/server.ts';

const server = await TestServer.start();
const answer = (body: string) => ({ status: 200, headers: { 'content-type': 'application/json' }, body });
const order = '{"id":9007199254740993,"count":12345678901234567890,"price":0.12345678901234567890,"rate":1e400}';
server.prepare(
  answer('{"items":[' + order + '],"next_cursor":9007199254740995}'),
  answer('{"items":[{"id":7}],"next_cursor":null}'),
  answer(order),
  { status: 204 },
);
const warned: string[] = [];
const client = new LedgerClient({
  baseUrl: server.origin,
  validation: 'strict',
  onWarning: ({ issues }) => warned.push(...issues.map(({ path }) => path)),
});
const read: orders.ListOrdersOutput['items'] = [];
for await (const item of client.orders.listOrders()) read.push(item);
const [first] = read;
const again = await client.orders.getOrder({ id: first?.id ?? 0 });
console.log(again.id === first?.id, again.price instanceof ExactNumber, [...new Set(warned)].join());
await client.orders.addOrder({ body: { ...again, parent: read[1]?.id ?? null } });
for (const { method, url, body } of server.received) console.log(method, url.pathname + url.search, body);
await server.close();
`,
    );
    expect(output.trim().split('\n')).toEqual([
      'true true items.0.count,items.0.rate,count,rate',
      'GET /orders ',
      'GET /orders?cursor=9007199254740995 ',
      'GET /orders/9007199254740993 ',
      'POST /orders {"id":9007199254740993,"count":12345678901234567890,"price":0.12345678901234567890,"rate":1e400,"parent":7}',
    ]);
  }, 60_000);
});
