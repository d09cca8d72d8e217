import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'try-catch',
  title: 'Try/catch',
  identifiers: ['try-catch'],
  schema: async () => (await import('./try-catch.schema.ts')).tryCatchSettings,
  hasLegs: true,
  run: () => import('./try-catch.run.ts'),
});
