import type { Finding } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { isObject } from '../../text/json.ts';
import { defineFlowRule, kindOf, stepsOf, textsOf } from '../define-rule.ts';

const variable = /(?<!\\)\{\{\s*flow\.variables\.([^{}]*?)\s*\}\}/gu;

export default defineFlowRule({
  name: 'lint/no-undefined-variable',
  *check(flow) {
    for (const { step, version, pointer } of stepsOf(flow)) {
      const names = (version.variables ?? []).map(({ name }) => name);
      for (const { text, pointer: at } of textsOf(step, pointer)) {
        if (!text.includes('flow.variables.')) continue;
        for (const match of text.matchAll(variable)) {
          const name = match[1] ?? '';
          if (names.includes(name)) continue;
          const start = match.index + match[0].lastIndexOf(name);
          yield { ...undefinedVariable(name, names), pointer: at, part: { start, end: start + name.length } };
        }
      }
      const set = kindOf(step) === 'set-variables' ? step.config?.['flow'] : undefined;
      for (const [index, entry] of (Array.isArray(set) ? set : []).entries()) {
        const name: unknown = isObject(entry) ? entry['name'] : undefined;
        if (typeof name !== 'string' || names.includes(name)) continue;
        yield { ...undefinedVariable(name, names), pointer: `${pointer}/config/flow/${index}/name` };
      }
    }
  },
});

function undefinedVariable(name: string, names: readonly string[]): Omit<Finding, 'pointer'> {
  const nearest = didYouMean(name, names);
  return {
    code: 'lint/no-undefined-variable',
    message: `Flow variable "${name}" is not defined in this version.`,
    help:
      nearest === undefined
        ? `Add it under "variables" of the version. Defined: ${names.join(', ') || 'none'}.`
        : `Did you mean "${nearest}"?`,
  };
}
