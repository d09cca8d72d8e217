import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'notify',
  title: 'Notify',
  identifiers: ['notify'],
  touches: () => ({ writes: ['notifications'], isFinal: true }),
  schema: async () => (await import('./notify.schema.ts')).notifySettings,
  run: () => import('./notify.run.ts'),
});
