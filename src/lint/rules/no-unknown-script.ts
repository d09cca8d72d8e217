import type { Finding } from '../../diagnostics/diagnostic.ts';
import { findTransform } from '../../transforms/find.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { isObject } from '../../text/json.ts';
import { defineFlowRule, kindOf, stepsOf, transformsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-unknown-script',
  *check(flow) {
    const scripts = flow.scripts ?? [];
    const look = function* (used: unknown, pointer: string, nameAt = 'name'): Generator<Finding> {
      const name: unknown = isObject(used) ? used[nameAt] : undefined;
      const version: unknown = isObject(used) ? used['version'] : undefined;
      if (typeof name !== 'string') return;
      const own = scripts.filter((script) => script.name === name);
      if (own.some((script) => version === undefined || script.version === undefined || script.version === version))
        return;
      const names = scripts.map((script) => script.name);
      const nearest = own.length > 0 ? undefined : didYouMean(name, names);
      yield {
        code: 'lint/no-unknown-script',
        message:
          own.length > 0
            ? `Script "${name}" has no version ${String(version)} in this file.`
            : `Script "${name}" is not in this file.`,
        help:
          nearest === undefined
            ? `Add it under "scripts". Scripts: ${[...new Set(names)].join(', ') || 'none'}.`
            : `Did you mean "${nearest}"?`,
        pointer: `${pointer}/${own.length > 0 ? 'version' : nameAt}`,
      };
    };
    for (const { step, pointer } of stepsOf(flow)) {
      if (kindOf(step) === 'script' && step.script_version === undefined)
        yield {
          code: 'lint/no-unknown-script',
          message: `Script step "${step.name}" names no script.`,
          help: 'Add "script_version": { "name": "…" } to the step.',
          pointer: `${pointer}/name`,
        };
      yield* look(step.script_version, `${pointer}/script_version`);
      yield* look(step.config?.['response_script'], `${pointer}/config/response_script`);
    }
    for (const { call, pointer } of transformsOf(flow))
      if (findTransform(call.function)?.name === 'script')
        yield* look(call.arguments, `${pointer}/arguments`, 'script');
  },
});
