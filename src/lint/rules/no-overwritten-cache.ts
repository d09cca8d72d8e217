import { hasVariables } from '../../contract/template.ts';
import { defineFlowRule, kindOf, reachedSteps, stepsBefore, type Before } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-overwritten-cache',
  *check(flow) {
    for (const { step, pointer, before } of reachedSteps(flow)) {
      const { config = {} } = step;
      const { key } = config;
      if (kindOf(step) !== 'cache' || config['action'] === 'load' || typeof key !== 'string' || hasVariables(key))
        continue;
      const splitter =
        config['append'] === true || config['save_all_pages'] === true ? undefined : splitterBefore(before);
      if (splitter === undefined) continue;
      yield {
        code: 'lint/no-overwritten-cache',
        message: `Every payload that "${splitter}" makes is saved under the one key "${key}": the last one stays.`,
        help: 'Put a variable into the key, such as [[payload.id]], or set "append" or "save_all_pages".',
        pointer: `${pointer}/config/key`,
      };
    }
  },
});

/** The batch step that makes several payloads, unless a script or a flow of its own stands between. */
function splitterBefore(before: Before | undefined): string | undefined {
  for (const step of stepsBefore(before)) {
    const kind = kindOf(step);
    if (kind === 'batch') return step.name;
    if (kind === 'manual-input' || (kind === 'cache' && step.config?.['action'] === 'load')) return undefined;
  }
  return undefined;
}
