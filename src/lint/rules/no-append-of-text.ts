import { formatBefore } from '../format-before.ts';
import { defineFlowRule, kindOf, reachedSteps } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-append-of-text',
  *check(flow) {
    for (const { step, pointer, before } of reachedSteps(flow)) {
      if (kindOf(step) !== 'cache' || step.config?.['append'] !== true || step.config['action'] === 'load') continue;
      const format = formatBefore(before);
      if (format === undefined || format === 'json') continue;
      yield {
        code: 'lint/no-append-of-text',
        message: `Step "${step.name}" appends ${format.toUpperCase()} to a cache; only JSON can be appended.`,
        help: 'Map it to JSON first ("target_format": "json"), or save it without "append".',
        pointer: `${pointer}/config/append`,
      };
    }
  },
});
