import { defineTransform } from '../contract/define-transform.ts';
import { numberOf } from './values.ts';

export default defineTransform({
  name: 'custom number',
  category: 'number',
  summary: 'A fixed number.',
  grade: 'toolkit',
  generates: true,
  arguments: (z) => z.strictObject({ value: z.union([z.number(), z.string()]) }),
  compile({ value }) {
    const number = numberOf(value);
    return () => number;
  },
});
