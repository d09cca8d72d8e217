import { defineFlowRule, kindOf, stepsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-unreachable-leg',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      if (kindOf(step) !== 'route' || step.config?.['method'] !== 'first') continue;
      const { routes = [] } = step;
      const open = routes.findIndex(({ filters = [] }) => filters.every(({ is_active }) => is_active === false));
      const next = routes[open + 1];
      if (open < 0 || next === undefined) continue;
      yield {
        code: 'lint/no-unreachable-leg',
        message: `Leg "${routes[open]?.name}" has no conditions and takes every record: "${next.name}" never gets one.`,
        help: 'Give it conditions, or move it to the end.',
        pointer: `${pointer}/routes/${open}/name`,
      };
    }
  },
});
