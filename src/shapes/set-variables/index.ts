import { defineShape } from '../../contract/define-shape.ts';
import type { SetVariablesSettings } from './set-variables.schema.ts';

export default defineShape({
  kind: 'set-variables',
  title: 'Set variables',
  identifiers: ['set-variables'],
  // A flow variable is run-wide: what follows must see the last payload's value.
  touches({ config = {} }) {
    const assignments = (config['flow'] ?? []) as SetVariablesSettings['flow'] & object; // checked against the schema
    return { writes: assignments.map(({ name }) => `variable ${name}` as const) };
  },
  schema: async () => (await import('./set-variables.schema.ts')).setVariablesSettings,
  run: () => import('./set-variables.run.ts'),
});
