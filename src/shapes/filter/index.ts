import { defineShape } from '../../flow/define-shape.ts';
import { filterSettings } from './filter.schema.ts';

export default defineShape({
  kind: 'filter',
  title: 'Filter',
  identifiers: ['filter'],
  effect: 'pure',
  schema: filterSettings,
  run: () => import('./filter.run.ts'),
});
