import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'manual-input',
  title: 'Manual payload',
  identifiers: ['manual-input', 'manual-payload'],
  schema: async () => (await import('./manual-input.schema.ts')).manualInputSettings,
  run: () => import('./manual-input.run.ts'),
});
