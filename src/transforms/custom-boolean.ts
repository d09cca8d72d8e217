import { defineTransform } from '../contract/define-transform.ts';

export default defineTransform({
  name: 'custom boolean',
  category: 'other',
  summary: 'A fixed true or false.',
  grade: 'documented',
  generates: true,
  arguments: (z) => z.strictObject({ value: z.boolean() }),
  compile:
    ({ value }) =>
    () =>
      value,
});
