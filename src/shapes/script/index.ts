import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'script',
  title: 'Script',
  identifiers: ['custom-script', 'script'],
  schema: async () => (await import('./script.schema.ts')).scriptSettings,
  run: () => import('./script.run.ts'),
});
