import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'set-variables',
  title: 'Set variables',
  identifiers: ['set-variables'],
  // A flow variable is run-wide: what follows must see the last payload's value.
  effect: (config) => (Array.isArray(config['flow']) && config['flow'].length > 0 ? 'writes' : 'pure'),
  schema: async () => (await import('./set-variables.schema.ts')).setVariablesSettings,
  run: () => import('./set-variables.run.ts'),
});
