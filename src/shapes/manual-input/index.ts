import { defineShape } from '../../flow/define-shape.ts';
import { manualInputSettings } from './manual-input.schema.ts';

export default defineShape({
  kind: 'manual-input',
  title: 'Manual payload',
  identifiers: ['manual-input', 'manual-payload'],
  effect: 'pure',
  schema: manualInputSettings,
  run: () => import('./manual-input.run.ts'),
});
