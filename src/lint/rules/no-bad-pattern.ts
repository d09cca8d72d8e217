import { PatternError } from '../../contract/define-operator.ts';
import { hasVariables } from '../../contract/template.ts';
import { findOperator } from '../../operators/find.ts';
import { translatePattern } from '../../operators/pcre.ts';
import { defineFlowRule, filtersOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-bad-pattern',
  isNeeded: true,
  *check(flow) {
    for (const { filter, pointer } of filtersOf(flow)) {
      const { comparison, value = '' } = filter;
      if (findOperator(comparison)?.needsPatterns !== true || hasVariables(value)) continue;
      const error = errorIn(value);
      if (error === undefined) continue;
      yield {
        code: 'lint/no-bad-pattern',
        message: `The pattern "${value}" cannot be used: ${error.message}.`,
        help: error.help ?? 'Correct the pattern.',
        pointer: filter.value === undefined ? pointer : `${pointer}/value`,
      };
    }
  },
});

function errorIn(pattern: string): PatternError | undefined {
  try {
    translatePattern(pattern);
    return undefined;
  } catch (error) {
    if (error instanceof PatternError) return error;
    throw error;
  }
}
