import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    arguments: { text: 'web' },
    gives: [
      [null, 'web'],
      ['shop', 'web'],
      [5, 'web'],
    ],
  },
  { arguments: { text: '' }, gives: [['a', '']] },
  {
    shows: 'The text may hold variables.',
    arguments: { text: '{{flow.variables.channel}}/[[meta.shop]]/[[payload.id]]' },
    variables: { channel: 'web' },
    meta: { shop: 'uk' },
    payload: { id: 17 },
    gives: [[null, 'web/uk/17']],
  },
  { arguments: {}, refusesArguments: 'text' },
] as const satisfies readonly TransformCase[];
