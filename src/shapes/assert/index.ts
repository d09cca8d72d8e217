import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'assert',
  title: 'Assert',
  identifiers: ['assert'],
  schema: async () => (await import('./assert.schema.ts')).assertSettings,
  run: () => import('./assert.run.ts'),
});
