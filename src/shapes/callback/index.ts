import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'callback',
  title: 'Callback',
  identifiers: ['callback'],
  schema: async () => (await import('./callback.schema.ts')).callbackSettings,
  run: () => import('./callback.run.ts'),
});
