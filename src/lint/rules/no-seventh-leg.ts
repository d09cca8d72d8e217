import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

const most = 6;

export default defineFlowRule({
  name: 'lint/no-seventh-leg',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      const { routes = [] } = step;
      const seventh = routes[most];
      if (kindOf(step) !== 'branch' || seventh === undefined) continue;
      yield {
        code: 'lint/no-seventh-leg',
        message: `Branch "${step.name}" has ${routes.length} legs; it takes ${most}.`,
        help: `Put the legs from "${seventh.name}" on into a branch of their own, inside the last leg.`,
        pointer: `${pointer}/routes/${most}/name`,
      };
    }
  },
});
