import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-empty-map',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const rules = step.config?.['rules'];
      if (kindOf(step) !== 'map' || (rules !== undefined && !(Array.isArray(rules) && rules.length === 0))) continue;
      yield {
        code: 'lint/no-empty-map',
        message: `Map step "${step.name}" has no rules: nothing would come out of it.`,
        help: 'Add its rules. Exports of the platform keep them elsewhere: copy them from the dashboard.',
        pointer: rules === undefined ? `${pointer}/name` : `${pointer}/config/rules`,
      };
    }
  },
});
