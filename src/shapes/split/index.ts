import { defineShape } from '../../flow/define-shape.ts';
import { splitSettings } from './split.schema.ts';

export default defineShape({
  kind: 'split',
  title: 'Split',
  identifiers: ['split'],
  effect: 'pure',
  schema: splitSettings,
  run: () => import('./split.run.ts'),
});
