import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'trigger',
  title: 'Trigger',
  identifiers: ['trigger'],
  schema: async () => (await import('./trigger.schema.ts')).triggerSettings,
  run: () => import('./trigger.run.ts'),
});
