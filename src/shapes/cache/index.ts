import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'cache',
  title: 'Cache',
  identifiers: ['cache'],
  effect: (config) => (config['action'] === 'load' ? 'reads' : 'writes'),
  schema: async () => (await import('./cache.schema.ts')).cacheSettings,
  run: () => import('./cache.run.ts'),
});
