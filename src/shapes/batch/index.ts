import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'batch',
  title: 'Flow control',
  identifiers: ['batch', 'flow-control'],
  schema: async () => (await import('./batch.schema.ts')).batchSettings,
  run: () => import('./batch.run.ts'),
});
