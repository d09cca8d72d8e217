import type { Finding } from '../../diagnostics/diagnostic.ts';
import { isObject } from '../../text/json.ts';
import { defineFlowRule, filtersOf, kindOf, stepsOf } from '../define-rule.ts';

const longestFilter = 1024;
const largestMeta = 10_240;

export default defineFlowRule({
  name: 'lint/no-oversized-value',
  *check(flow) {
    for (const { filter, pointer } of filtersOf(flow)) {
      const length = Array.from(filter.value ?? '').length;
      if (length > longestFilter)
        yield tooLong(
          `The value of the filter has ${length} characters; ${longestFilter} are allowed.`,
          `${pointer}/value`,
        );
    }
    for (const { step, pointer } of stepsOf(flow)) {
      const meta = kindOf(step) === 'set-variables' ? step.config?.['meta'] : undefined;
      for (const [index, entry] of (Array.isArray(meta) ? meta : []).entries()) {
        const value: unknown = isObject(entry) ? entry['value'] : undefined;
        const size = typeof value === 'string' ? Buffer.byteLength(value) : 0;
        if (size > largestMeta)
          yield tooLong(
            `The value has ${size} bytes; the metadata of a payload takes ${largestMeta}.`,
            `${pointer}/config/meta/${index}/value`,
          );
      }
    }
  },
});

function tooLong(message: string, pointer: string): Finding {
  return { code: 'lint/no-oversized-value', message, help: 'Keep it in a lookup, a cache or a script.', pointer };
}
