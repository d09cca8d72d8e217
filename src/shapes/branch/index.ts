import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'branch',
  title: 'Branch',
  identifiers: ['branch'],
  schema: async () => (await import('./branch.schema.ts')).branchSettings,
  hasLegs: true,
  run: () => import('./branch.run.ts'),
});
