import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: 'run-flow',
  title: 'Run process flow',
  identifiers: ['run-flow', 'run-process-flow'],
  touches: () => ({ isFinal: true }),
  schema: async () => (await import('./run-flow.schema.ts')).runFlowSettings,
  run: () => import('./run-flow.run.ts'),
});
