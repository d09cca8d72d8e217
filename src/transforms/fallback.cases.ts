import type { TransformCase } from '../contract/cases.ts';
import { ExactNumber } from '../text/exact-number.ts';

export default [
  {
    arguments: { value: 'n/a' },
    gives: [
      [null, 'n/a'],
      ['', 'n/a'],
      [[], 'n/a'],
      [0, 0],
      ['0', '0'],
      [false, false],
      [' ', ' '],
      ['text', 'text'],
      [[null], [null]],
      [{}, {}],
    ],
  },
  {
    arguments: { value: 0 },
    gives: [
      [null, 0],
      [5, 5],
    ],
  },
  { arguments: { value: [{ a: 1 }] }, gives: [['', [{ a: 1 }]]] },
  { arguments: { value: null }, gives: [['', null]] },
  {
    shows: 'Text may hold variables: also another field of the payload.',
    arguments: { value: '{{flow.variables.brand}}-[[payload.id]]-[[meta.shop]]' },
    variables: { brand: 'ACME' },
    payload: { id: 7 },
    meta: { shop: 'uk' },
    gives: [
      [null, 'ACME-7-uk'],
      ['own', 'own'],
    ],
  },
  { arguments: { value: 'n/a' }, gives: [[new ExactNumber('0.00'), new ExactNumber('0.00')]] },
] as const satisfies readonly TransformCase[];
