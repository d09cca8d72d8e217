import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'dedupe',
  title: 'De-dupe',
  identifiers: ['dedupe', 'de-dupe'],
  touches({ data_pool, config = {} }) {
    const resource = `pool ${data_pool?.name ?? ''}` as const;
    return config['behaviour'] === 'filter' ? { reads: [resource] } : { writes: [resource] };
  },
  schema: async () => (await import('./dedupe.schema.ts')).dedupeSettings,
  run: () => import('./dedupe.run.ts'),
});
