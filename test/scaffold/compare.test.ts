import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ChangeCode, Severity } from '../../src/scaffold/compare/change.ts';
import { compareApis } from '../../src/scaffold/compare/compare.ts';
import { valueAt } from '../../src/text/pointer.ts';
import { readApi } from '../support/read-api.ts';

const text = readFileSync('fixtures/scaffold/compare/shop.yaml', 'utf8');

interface Planted {
  readonly name: string;
  readonly edit: (document: Doc) => void;
  readonly expected: readonly (readonly [code: ChangeCode, severity: Severity, words: string])[];
}

/** A description that is edited by JSON pointer. */
class Doc {
  readonly value: unknown = parse(text);

  at<Value = Record<string, unknown>>(pointer: string): Value {
    const value = valueAt(this.value, pointer);
    if (value === undefined) throw new Error(`Nothing at ${pointer}`);
    return value as Value;
  }

  set(pointer: string, value: unknown): void {
    const [, parent = '', key = ''] = /^(.*)\/([^/]*)$/u.exec(pointer) ?? [];
    this.at(parent)[key.replaceAll('~1', '/')] = value;
  }

  remove(pointer: string): void {
    const [, parent = '', key = ''] = /^(.*)\/([^/]*)$/u.exec(pointer) ?? [];
    const holder = this.at<Record<string, unknown> | unknown[]>(parent);
    if (Array.isArray(holder)) holder.splice(Number(key), 1);
    else delete holder[key.replaceAll('~1', '/')];
  }
}

const list = '/paths/~1orders/get';
const create = '/paths/~1orders/post';
const one = '/paths/~1orders~1{orderId}/get';
const gone = '/paths/~1orders~1{orderId}/delete';
const note = '/paths/~1orders~1{orderId}~1notes/post';
const order = '/components/schemas/Order';
const line = '/components/schemas/Line';

const planted: readonly Planted[] = [
  // Operations
  {
    name: 'an operation is removed',
    edit: (d) => d.remove(gone),
    expected: [['operation-removed', 'breaking', 'Operation DELETE /orders/{orderId} is gone.']],
  },
  {
    name: 'an operation is added',
    edit: (d) => d.set('/paths/~1ping', { get: { responses: { 204: { description: 'ok' } } } }),
    expected: [['operation-added', 'compatible', 'Operation GET /ping is new.']],
  },
  {
    name: 'an operation moves to another path',
    edit: (d) => {
      d.set('/paths/~1orders~1{orderId}~1comments', d.at('/paths/~1orders~1{orderId}~1notes'));
      d.remove('/paths/~1orders~1{orderId}~1notes');
    },
    expected: [['operation-moved', 'breaking', 'POST /orders/{orderId}/notes is now POST /orders/{orderId}/comments.']],
  },
  {
    name: 'an operation gets another method',
    edit: (d) => {
      d.set('/paths/~1orders~1{orderId}~1notes/put', d.at(note));
      d.remove(note);
    },
    expected: [['operation-moved', 'breaking', 'POST /orders/{orderId}/notes is now PUT /orders/{orderId}/notes.']],
  },
  {
    name: 'an operation is deprecated',
    edit: (d) => d.set(`${list}/deprecated`, true),
    expected: [['operation-deprecated', 'compatible', 'GET /orders is deprecated.']],
  },
  // Parameters
  {
    name: 'a parameter is removed',
    edit: (d) => d.remove(`${list}/parameters/0`),
    expected: [['parameter-removed', 'breaking', 'Query parameter "status" of GET /orders is gone.']],
  },
  {
    name: 'an optional parameter is added',
    edit: (d) => d.at<unknown[]>(`${list}/parameters`).push({ name: 'sort', in: 'query', schema: { type: 'string' } }),
    expected: [['parameter-added', 'compatible', 'Query parameter "sort" of GET /orders is new.']],
  },
  {
    name: 'a required parameter is added',
    edit: (d) =>
      d
        .at<unknown[]>(`${list}/parameters`)
        .push({ name: 'shop', in: 'query', required: true, schema: { type: 'string' } }),
    expected: [['parameter-added', 'breaking', 'Query parameter "shop" of GET /orders is new and required.']],
  },
  {
    name: 'a parameter becomes required',
    edit: (d) => d.set(`${list}/parameters/0/required`, true),
    expected: [['parameter-required', 'breaking', 'Query parameter "status" of GET /orders is required now.']],
  },
  {
    name: 'a parameter becomes optional',
    edit: (d) => d.set(`${list}/parameters/3/required`, false),
    expected: [['parameter-optional', 'compatible', 'Header "X-Tenant" of GET /orders is optional now.']],
  },
  {
    name: 'a parameter moves',
    edit: (d) => d.set(`${list}/parameters/3/in`, 'query'),
    expected: [['parameter-moved', 'breaking', 'Header "X-Tenant" of GET /orders is now sent in the query.']],
  },
  {
    name: 'a path parameter is renamed',
    edit: (d) => {
      d.set('/paths/~1orders~1{id}~1notes', d.at('/paths/~1orders~1{orderId}~1notes'));
      d.remove('/paths/~1orders~1{orderId}~1notes');
      d.set('/paths/~1orders~1{id}~1notes/post/parameters/0/name', 'id');
    },
    expected: [
      ['parameter-renamed', 'breaking', 'Path parameter "orderId" of POST /orders/{orderId}/notes is called "id" now.'],
    ],
  },
  {
    name: 'a list is written differently',
    edit: (d) => d.set(`${list}/parameters/1/explode`, false),
    expected: [
      [
        'serialisation-changed',
        'breaking',
        'Query parameter "ids" of GET /orders is written differently: form, no longer form, exploded.',
      ],
    ],
  },
  {
    name: 'a parameter takes a value less',
    edit: (d) => d.set(`${list}/parameters/0/schema/enum`, ['open']),
    expected: [['enum-value-removed', 'breaking', 'GET /orders status cannot be "closed" any more.']],
  },
  {
    name: 'a parameter takes a value more',
    edit: (d) => d.at<unknown[]>(`${list}/parameters/0/schema/enum`).push('lost'),
    expected: [['enum-value-added', 'compatible', 'GET /orders status can be "lost" too.']],
  },
  {
    name: 'the elements of a parameter change type',
    edit: (d) => d.set(`${list}/parameters/1/schema/items/type`, 'string'),
    expected: [['type-changed', 'breaking', 'GET /orders ids[] is string, before integer.']],
  },
  {
    name: 'a parameter takes less',
    edit: (d) => d.set(`${list}/parameters/2/schema/maximum`, 50),
    expected: [['limit-narrowed', 'breaking', 'maximum of GET /orders limit is "50", before "100".']],
  },
  {
    name: 'a parameter takes more',
    edit: (d) => d.set(`${list}/parameters/2/schema/maximum`, 500),
    expected: [['limit-widened', 'compatible', 'maximum of GET /orders limit is "500", before "100".']],
  },
  {
    name: 'a default changes',
    edit: (d) => d.set(`${list}/parameters/2/schema/default`, 50),
    expected: [['default-changed', 'compatible', 'The default of GET /orders limit is "50", before "20".']],
  },
  // Bodies
  {
    name: 'a body is removed',
    edit: (d) => d.remove(`${note}/requestBody`),
    expected: [['body-removed', 'breaking', 'POST /orders/{orderId}/notes takes no body any more.']],
  },
  {
    name: 'a body becomes required',
    edit: (d) => d.set(`${note}/requestBody/required`, true),
    expected: [['body-required', 'breaking', 'The body of POST /orders/{orderId}/notes is required now.']],
  },
  {
    name: 'a body becomes optional',
    edit: (d) => d.set(`${create}/requestBody/required`, false),
    expected: [['body-optional', 'compatible', 'The body of POST /orders is optional now.']],
  },
  {
    name: 'a required body is added',
    edit: (d) => d.set(`${gone}/requestBody`, { required: true, content: { 'application/json': { schema: {} } } }),
    expected: [['body-added', 'breaking', 'DELETE /orders/{orderId} takes a body, which is required.']],
  },
  {
    name: 'a form of the body is removed',
    edit: (d) => d.remove(`${create}/requestBody/content/application~1x-www-form-urlencoded`),
    expected: [['media-type-removed', 'breaking', 'POST /orders takes no application/x-www-form-urlencoded any more.']],
  },
  {
    name: 'a member of an inline body gets shorter',
    edit: (d) => d.set(`${note}/requestBody/content/application~1json/schema/properties/text/maxLength`, 100),
    expected: [
      ['limit-narrowed', 'breaking', 'maxLength of POST /orders/{orderId}/notes body.text is "100", before "200".'],
    ],
  },
  {
    name: 'a new member of a body is required',
    edit: (d) =>
      Object.assign(d.at(`${note}/requestBody/content/application~1json/schema`), {
        required: ['author'],
        properties: { text: { type: 'string', maxLength: 200 }, author: { type: 'string' } },
      }),
    expected: [
      ['property-added', 'breaking', 'Member "POST /orders/{orderId}/notes body.author" is new and required.'],
    ],
  },
  // Responses
  {
    name: 'an answer is removed',
    edit: (d) => d.remove(`${create}/responses/201`),
    expected: [['response-removed', 'breaking', 'POST /orders does not answer 201 any more.']],
  },
  {
    name: 'an error is removed',
    edit: (d) => d.remove(`${list}/responses/404`),
    expected: [['response-removed', 'compatible', 'GET /orders does not answer 404 any more.']],
  },
  {
    name: 'an error is added',
    edit: (d) => d.set(`${gone}/responses/409`, { description: 'Shipped' }),
    expected: [['response-added', 'compatible', 'DELETE /orders/{orderId} can answer 409.']],
  },
  {
    name: 'a form of an answer is removed',
    edit: (d) => d.remove(`${list}/responses/200/content/text~1csv`),
    expected: [['media-type-removed', 'breaking', 'Answer 200 of GET /orders gives no text/csv any more.']],
  },
  {
    name: 'a header is removed',
    edit: (d) => d.remove(`${list}/responses/200/headers/X-Total`),
    expected: [['header-removed', 'breaking', 'Header "X-Total" of answer 200 of GET /orders is gone.']],
  },
  {
    name: 'a member of an answer becomes optional',
    edit: (d) => d.remove(`${list}/responses/200/content/application~1json/schema/required`),
    expected: [['property-optional', 'breaking', 'Member "GET /orders 200.data" is optional now.']],
  },
  {
    name: 'a member of an answer is never null',
    edit: (d) => d.set(`${list}/responses/200/content/application~1json/schema/properties/next/type`, 'string'),
    expected: [['type-changed', 'compatible', 'GET /orders 200.next is string, before null or string.']],
  },
  // Security and servers
  {
    name: 'a way in is lost',
    edit: (d) => d.remove(`${one}/security/1`),
    expected: [
      ['security-changed', 'breaking', 'GET /orders/{orderId} asks for key, before for key or login (orders.read).'],
    ],
  },
  {
    name: 'a way in is gained',
    edit: (d) => d.at<unknown[]>(`${one}/security`).push({}),
    expected: [
      [
        'security-changed',
        'compatible',
        'GET /orders/{orderId} asks for key or login (orders.read) or no credentials, before for key or login (orders.read).',
      ],
    ],
  },
  {
    name: 'a key goes elsewhere',
    edit: (d) => d.set('/components/securitySchemes/key/in', 'query'),
    expected: [['scheme-changed', 'breaking', 'Security scheme "key" works differently.']],
  },
  {
    name: 'the server changes',
    edit: (d) => d.set('/servers/0/url', 'https://api.shop.example/v2'),
    expected: [
      [
        'server-changed',
        'breaking',
        'The server is "https://api.shop.example/v2", no longer "https://api.shop.example/v1".',
      ],
    ],
  },
  {
    name: 'a server is added',
    edit: (d) => d.at<unknown[]>('/servers').push({ url: 'https://eu.shop.example' }),
    expected: [['server-added', 'compatible', 'Server "https://eu.shop.example" is new.']],
  },
  // Named schemas, which travel both ways unless said otherwise
  {
    name: 'a member is removed',
    edit: (d) => d.remove(`${order}/properties/total`),
    expected: [['property-removed', 'breaking', 'Member "Order.total" is gone.']],
  },
  {
    name: 'a member is added',
    edit: (d) => d.set(`${line}/properties/colour`, { type: 'string' }),
    expected: [['property-added', 'compatible', 'Member "Line.colour" is new.']],
  },
  {
    name: 'a member becomes required',
    edit: (d) => d.at<unknown[]>(`${order}/required`).push('placedAt'),
    expected: [['property-required', 'breaking', 'Member "Order.placedAt" is required now.']],
  },
  {
    name: 'a member that only answers have is always there',
    edit: (d) => d.at<unknown[]>(`${order}/required`).push('id'),
    expected: [['property-required', 'compatible', 'Member "Order.id" is required now.']],
  },
  {
    name: 'a member that only requests have may be left out of nothing new',
    edit: (d) => d.at<unknown[]>(`${order}/required`).push('secret'),
    expected: [['property-required', 'breaking', 'Member "Order.secret" is required now.']],
  },
  {
    name: 'a member is no longer taken',
    edit: (d) => d.set(`${order}/properties/total/readOnly`, true),
    expected: [['property-removed', 'breaking', 'Member "Order.total" is no longer part of requests.']],
  },
  {
    name: 'a member changes type',
    edit: (d) => d.set(`${order}/properties/total/type`, 'string'),
    expected: [['type-changed', 'breaking', 'Order.total is string, before number.']],
  },
  {
    name: 'a number is whole',
    edit: (d) => d.set(`${order}/properties/total/type`, 'integer'),
    expected: [['type-changed', 'breaking', 'Order.total is integer, before number.']],
  },
  {
    name: 'a member can be null',
    edit: (d) => d.set(`${line}/properties/quantity/type`, ['integer', 'null']),
    expected: [['type-changed', 'breaking', 'Line.quantity is integer or null, before integer.']],
  },
  {
    name: 'a reference cannot be null any more',
    edit: (d) => d.set(`${order}/properties/parent`, { $ref: '#/components/schemas/Order' }),
    expected: [['type-changed', 'breaking', 'Order.parent is object, before null or object.']],
  },
  {
    name: 'a format changes',
    edit: (d) => d.set(`${order}/properties/placedAt/format`, 'date'),
    expected: [['format-changed', 'breaking', 'Order.placedAt has format "date", before "date-time".']],
  },
  {
    name: 'a value is no longer used',
    edit: (d) => d.set(`${order}/properties/state/enum`, ['open', 'paid']),
    expected: [['enum-value-removed', 'breaking', 'Order.state cannot be "shipped" any more.']],
  },
  {
    name: 'a text is limited to a list',
    edit: (d) => d.set(`${order}/properties/number/enum`, ['1']),
    expected: [['enum-added', 'breaking', 'Order.number is limited to a list of values.']],
  },
  {
    name: 'a list of values is opened',
    edit: (d) => d.remove(`${order}/properties/state/enum`),
    expected: [['enum-removed', 'breaking', 'Order.state is not limited to a list of values any more.']],
  },
  {
    name: 'a pattern changes',
    edit: (d) => d.set(`${line}/properties/sku/pattern`, '^[A-Z\\d]+$'),
    expected: [['limit-narrowed', 'breaking', 'pattern of Line.sku is "^[A-Z\\d]+$", before "^[A-Z]+$".']],
  },
  {
    name: 'a list must be longer',
    edit: (d) => d.set(`${order}/properties/lines/minItems`, 2),
    expected: [['limit-narrowed', 'breaking', 'minItems of Order.lines is "2", before "1".']],
  },
  {
    name: 'the values of a map change type',
    edit: (d) => d.set(`${line}/properties/tags/additionalProperties/type`, 'integer'),
    expected: [['type-changed', 'breaking', 'Line.tags.* is integer, before string.']],
  },
  {
    name: 'an inherited member is removed',
    edit: (d) => d.remove('/components/schemas/Party/properties/name'),
    expected: [['property-removed', 'breaking', 'Member "Party.name" is gone.']],
  },
  {
    name: 'an inherited member becomes required',
    edit: (d) => d.set('/components/schemas/Customer/allOf/1/required', ['name']),
    expected: [['property-required', 'breaking', 'Member "Customer.name" is required now.']],
  },
  {
    name: 'a kind is added',
    edit: (d) => d.at<unknown[]>(`${order}/properties/payment/oneOf`).push({ $ref: '#/components/schemas/Cash' }),
    expected: [['option-added', 'breaking', 'Order.payment can be "Cash" too.']],
  },
  {
    name: 'a kind is removed',
    edit: (d) => d.remove(`${order}/properties/payment/oneOf/1`),
    expected: [['option-removed', 'breaking', 'Order.payment cannot be "Transfer" any more.']],
  },
  {
    name: 'another member names the kind',
    edit: (d) => d.set(`${order}/properties/payment/discriminator/propertyName`, 'type'),
    expected: [['tag-changed', 'breaking', 'Another member tells the kinds of Order.payment apart.']],
  },
  {
    name: 'a member is deprecated',
    edit: (d) => d.set(`${order}/properties/total/deprecated`, true),
    expected: [['property-deprecated', 'compatible', 'Member "Order.total" is deprecated.']],
  },
  {
    name: 'an error gets another form',
    edit: (d) => d.set('/components/schemas/Problem/properties/code/type', 'integer'),
    expected: [['type-changed', 'breaking', 'Problem.code is integer, before string.']],
  },
  {
    name: 'an unused schema is removed',
    edit: (d) => d.remove('/components/schemas/Cash'),
    expected: [['schema-removed', 'breaking', 'Schema "Cash" is gone, and its type with it.']],
  },
  {
    name: 'a schema is added',
    edit: (d) => d.set('/components/schemas/Voucher', { type: 'object' }),
    expected: [['schema-added', 'compatible', 'Schema "Voucher" is new.']],
  },
  // What changes nothing
  {
    name: 'words change',
    edit: (d) =>
      Object.assign(d.at(`${order}/properties/number`), { description: 'Number', title: 'N', examples: ['1'] }),
    expected: [],
  },
  { name: 'the order of things changes', edit: (d) => d.at<unknown[]>(`${list}/parameters`).reverse(), expected: [] },
  {
    name: 'an inline schema gets a name',
    edit: (d) => {
      d.set('/components/schemas/Cash', d.at('/components/schemas/Cash'));
      d.set(`${line}/properties/tags`, { allOf: [d.at(`${line}/properties/tags`)] });
    },
    expected: [],
  },
  {
    name: 'inheritance is written out',
    edit: (d) =>
      d.set('/components/schemas/Customer', {
        type: 'object',
        properties: { name: { type: 'string' }, email: { type: 'string', format: 'email' } },
      }),
    expected: [],
  },
  {
    name: 'anyOf becomes oneOf',
    edit: (d) =>
      d.set(`${order}/properties/parent`, { oneOf: [{ type: 'null' }, { $ref: '#/components/schemas/Order' }] }),
    expected: [],
  },
];

async function changesOf(edits: readonly Planted['edit'][]): Promise<readonly string[]> {
  const document = new Doc();
  for (const edit of edits) edit(document);
  const changes = compareApis(await readApi(new Doc().value), await readApi(document.value));
  return changes.map(({ code, severity, message }) => `${severity} ${code}: ${message}`);
}

describe('changes of a description', () => {
  it('counts', () => {
    expect(planted.filter(({ expected }) => expected.length > 0).length).toBeGreaterThanOrEqual(40);
  });

  it.each(planted.map((item) => [item.name, item] as const))('%s', async (_name, { edit, expected }) => {
    expect(await changesOf([edit])).toEqual(expected.map(([code, severity, words]) => `${severity} ${code}: ${words}`));
  });

  it('many at once', async () => {
    const apart = planted.filter(({ name }) =>
      [
        'an operation is removed',
        'a required parameter is added',
        'a default changes',
        'a body becomes required',
        'a header is removed',
        'a key goes elsewhere',
        'a member is removed',
        'a format changes',
        'a list must be longer',
        'a kind is added',
        'an error gets another form',
        'a schema is added',
      ].includes(name),
    );
    const expected = apart.flatMap((item) =>
      item.expected.map(([code, severity, words]) => `${severity} ${code}: ${words}`),
    );
    const found = await changesOf(apart.map(({ edit }) => edit));
    expect(found.toSorted()).toEqual(expected.toSorted());
    const firstCompatible = found.findIndex((change) => change.startsWith('compatible'));
    expect(found.slice(firstCompatible).every((change) => change.startsWith('compatible'))).toBe(true);
  });

  it('points into the description that shows it', async () => {
    const document = new Doc();
    document.remove(`${order}/properties/total`);
    document.set(`${order}/properties/placedAt/format`, 'date');
    const changes = compareApis(await readApi(new Doc().value), await readApi(document.value));
    expect(changes.map(({ at }) => at.pointer)).toEqual([`${order}/properties/placedAt`, `${order}/properties/total`]);
  });
});
