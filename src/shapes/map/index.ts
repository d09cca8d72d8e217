import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'map',
  title: 'Map',
  identifiers: ['map', 'translate'],
  schema: async () => (await import('./map.schema.ts')).mapSettings,
  run: () => import('./map.run.ts'),
});
