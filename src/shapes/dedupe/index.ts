import { defineShape } from '../../flow/define-shape.ts';
import { dedupeSettings } from './dedupe.schema.ts';

export default defineShape({
  kind: 'dedupe',
  title: 'De-dupe',
  identifiers: ['dedupe', 'de-dupe'],
  effect: (config) => (config['behaviour'] === 'filter' ? 'reads' : 'writes'),
  schema: dedupeSettings,
  run: () => import('./dedupe.run.ts'),
});
