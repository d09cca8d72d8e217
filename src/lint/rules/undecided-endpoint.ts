import { shapeIdentifier } from '../../flow/graph.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/undecided-endpoint',
  isNeeded: true,
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      if (shapeIdentifier(step) !== 'connector' || step.endpoint !== undefined) continue;
      const decision = step['x-repatch']?.decisions?.find((id) => id.includes('/endpoint/'));
      yield {
        code: 'lint/undecided-endpoint',
        message: `Connector step "${step.name}" names no endpoint.`,
        help:
          decision === undefined
            ? 'Add "endpoint": { "name", "direction", "http_method" } to the step.'
            : `Answer decision "${decision}" in decisions.yaml and convert again, or add "endpoint" to the step.`,
        pointer,
      };
    }
  },
});
