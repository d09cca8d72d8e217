import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'dedupe',
  title: 'De-dupe',
  identifiers: ['dedupe', 'de-dupe'],
  effect: (config) => (config['behaviour'] === 'filter' ? 'reads' : 'writes'),
  schema: async () => (await import('./dedupe.schema.ts')).dedupeSettings,
  run: () => import('./dedupe.run.ts'),
});
