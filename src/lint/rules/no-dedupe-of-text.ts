import { formatBefore } from '../format-before.ts';
import { defineFlowRule, kindOf, reachedSteps } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-dedupe-of-text',
  *check(flow) {
    for (const { step, pointer, before } of reachedSteps(flow)) {
      if (kindOf(step) !== 'dedupe') continue;
      const format = formatBefore(before);
      if (format !== 'csv' && format !== 'txt') continue;
      yield {
        code: 'lint/no-dedupe-of-text',
        message: `De-dupe step "${step.name}" gets ${format.toUpperCase()}; it reads JSON and XML.`,
        help: 'Map it to JSON first ("target_format": "json").',
        pointer: `${pointer}/name`,
      };
    }
  },
});
