import { type Planted, gone, list, note } from './planted.ts';

/** Operations and their parameters. */
export const operations: readonly Planted[] = [
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
];
