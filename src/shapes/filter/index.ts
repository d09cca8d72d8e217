import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'filter',
  title: 'Filter',
  identifiers: ['filter'],
  schema: async () => (await import('./filter.schema.ts')).filterSettings,
  run: () => import('./filter.run.ts'),
});
