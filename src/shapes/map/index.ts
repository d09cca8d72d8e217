import { defineShape } from '../../contract/define-shape.ts';
import { cacheLookupsIn } from '../../flow/cache-lookups.ts';

export default defineShape({
  kind: 'map',
  title: 'Map',
  identifiers: ['map', 'translate'],
  touches: ({ config = {} }) => ({
    reads: cacheLookupsIn(config).map(({ scope, name }) => `cache ${scope} ${name}` as const),
  }),
  schema: async () => (await import('./map.schema.ts')).mapSettings,
  run: () => import('./map.run.ts'),
});
