import type { TransformCase } from '../contract/cases.ts';

const caches = {
  'flow run/prices/a': { sku: 'a', price: 5, lines: [{ qty: 1 }, { qty: 2 }] },
  'flow run/prices/b': { sku: 'b', price: null },
  'company/prices/a': 'of the company',
};

export default [
  {
    shows: 'Alone it needs no source field.',
    arguments: { cache: 'prices', key: 'a', lookup: 'price' },
    caches,
    gives: [
      [null, 5],
      ['anything', 5],
    ],
  },
  {
    shows: 'Without a path it gives the whole.',
    arguments: { cache: 'prices', key: 'b' },
    caches,
    gives: [[null, { sku: 'b', price: null }]],
  },
  {
    shows: 'The key may hold variables.',
    arguments: { cache: 'prices', key: '{{flow.variables.sku}}', lookup: 'sku' },
    caches,
    variables: { sku: 'b' },
    gives: [[null, 'b']],
  },
  {
    shows: 'Without a key the value before is the key; of a list each element is one.',
    arguments: { cache: 'prices', lookup: 'lines.*.qty' },
    caches,
    gives: [
      ['a', [1, 2]],
      [
        ['a', 'c'],
        [[1, 2], null],
      ],
      [null, null],
      ['', null],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  {
    shows: 'What is not there is the default; null that is there is null.',
    arguments: { cache: 'prices', lookup: 'price', default: 0 },
    caches,
    gives: [
      ['a', 5],
      ['b', null],
      ['c', 0],
      [null, 0],
    ],
  },
  {
    arguments: { cache: 'prices', key: 'a', lookup: 'nothing.here', default: 'none' },
    caches,
    gives: [[null, 'none']],
  },
  {
    shows: 'Caches of one name and different scopes are different caches.',
    arguments: { cache: 'prices', scope: 'company', key: 'a' },
    caches,
    gives: [[null, 'of the company']],
  },
  { arguments: { cache: 'prices', scope: 'flow', key: 'a', default: 'none' }, caches, gives: [[null, 'none']] },
  { arguments: { cache: 'prices', scope: 'world' }, refusesArguments: 'scope' },
  { arguments: { key: 'a' }, refusesArguments: 'cache' },
] as const satisfies readonly TransformCase[];
