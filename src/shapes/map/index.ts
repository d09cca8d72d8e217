import { defineShape } from '../../flow/define-shape.ts';
import { mapSettings } from './map.schema.ts';

export default defineShape({
  kind: 'map',
  title: 'Map',
  identifiers: ['map', 'translate'],
  effect: 'pure',
  schema: mapSettings,
  run: () => import('./map.run.ts'),
});
