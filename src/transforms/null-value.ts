import { defineTransform } from '../contract/define-transform.ts';

export default defineTransform({
  name: 'null value',
  aliases: ['null'],
  category: 'other',
  summary: 'Always null.',
  grade: 'inferred',
  arguments: (z) => z.strictObject({}),
  compile: () => () => null,
});
