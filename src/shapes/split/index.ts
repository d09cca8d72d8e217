import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'split',
  title: 'Split',
  identifiers: ['split'],
  schema: async () => (await import('./split.schema.ts')).splitSettings,
  run: () => import('./split.run.ts'),
});
