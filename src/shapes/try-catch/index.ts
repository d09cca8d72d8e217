import { defineShape } from '../../flow/define-shape.ts';
import { tryCatchSettings } from './try-catch.schema.ts';

export default defineShape({
  kind: 'try-catch',
  title: 'Try/catch',
  identifiers: ['try-catch'],
  effect: 'pure',
  schema: tryCatchSettings,
  hasLegs: true,
  run: () => import('./try-catch.run.ts'),
});
