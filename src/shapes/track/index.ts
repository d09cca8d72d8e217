import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'track',
  title: 'Track data',
  identifiers: ['track', 'track-data'],
  touches: () => ({ writes: ['tracked data'] }),
  schema: async () => (await import('./track.schema.ts')).trackSettings,
  run: () => import('./track.run.ts'),
});
