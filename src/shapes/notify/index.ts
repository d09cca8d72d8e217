import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'notify',
  title: 'Notify',
  identifiers: ['notify'],
  effect: 'writes',
  schema: async () => (await import('./notify.schema.ts')).notifySettings,
  run: () => import('./notify.run.ts'),
});
