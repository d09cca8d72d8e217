import { defineShape } from '../../flow/define-shape.ts';
import { batchSettings } from './batch.schema.ts';

export default defineShape({
  kind: 'batch',
  title: 'Flow control',
  identifiers: ['batch', 'flow-control'],
  effect: 'pure',
  schema: batchSettings,
  run: () => import('./batch.run.ts'),
});
