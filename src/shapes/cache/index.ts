import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'cache',
  title: 'Cache',
  identifiers: ['cache'],
  touches({ cache, config = {} }) {
    const resource = `cache ${cache?.scope ?? 'flow run'} ${cache?.name ?? 'default'}` as const;
    return config['action'] === 'load' ? { reads: [resource] } : { writes: [resource] };
  },
  schema: async () => (await import('./cache.schema.ts')).cacheSettings,
  run: () => import('./cache.run.ts'),
});
