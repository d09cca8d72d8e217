import { defineTransform } from '../contract/define-transform.ts';

export default defineTransform({
  name: 'custom string',
  category: 'string',
  summary: 'Fixed text; may hold flow and meta variables.',
  grade: 'documented',
  generates: true,
  templates: ['text'],
  arguments: (z) => z.strictObject({ text: z.string() }),
  compile: ({ text }, context) => context.template(text),
});
