import { defineShape } from '../../flow/define-shape.ts';
import { trackSettings } from './track.schema.ts';

export default defineShape({
  kind: 'track',
  title: 'Track data',
  identifiers: ['track', 'track-data'],
  effect: 'writes',
  schema: trackSettings,
  run: () => import('./track.run.ts'),
});
