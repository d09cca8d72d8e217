import { shapeIdentifier } from '../../flow/graph.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/require-data-pool',
  isNeeded: true,
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      if (!['dedupe', 'de-dupe'].includes(shapeIdentifier(step)) || step.data_pool !== undefined) continue;
      yield {
        code: 'lint/require-data-pool',
        message: `De-dupe step "${step.name}" names no data pool.`,
        help: 'Add "data_pool": { "name": "…" } to the step.',
        pointer,
      };
    }
  },
});
