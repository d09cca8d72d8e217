import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { FlowStep } from '../../flow/model.ts';
import { defineFlowRule, kindOf, versionsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-half-pages',
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      const caches = [...version.steps.entries()].filter(([, step]) => kindOf(step) === 'cache');
      const saved = new Map<string, [number, FlowStep]>();
      for (const [index, step] of caches)
        if (step.config?.['action'] === 'add') saved.set(placeOf(step), [index, step]);
      for (const [index, step] of caches) {
        if (step.config?.['action'] !== 'load') continue;
        const found = saved.get(placeOf(step));
        if (found === undefined) continue;
        const [savedAt, { config = {}, name }] = found;
        const loadsAll = step.config['load_all_pages'] === true;
        if (loadsAll === (config['save_all_pages'] === true)) continue;
        yield mismatch(step, loadsAll, `${pointer}/steps/${index}`, { at: `${pointer}/steps/${savedAt}/name`, name });
      }
    }
  },
});

function placeOf({ cache, config = {} }: FlowStep): string {
  return JSON.stringify([cache?.scope ?? 'flow run', cache?.name ?? 'default', config['key']]);
}

function mismatch(
  { name, config = {} }: FlowStep,
  loadsAll: boolean,
  pointer: string,
  saved: { readonly at: string; readonly name: string },
): Finding {
  return {
    code: 'lint/no-half-pages',
    message: loadsAll
      ? `Step "${name}" loads all pages, and "${saved.name}" saves one.`
      : `Step "${name}" loads one page, and "${saved.name}" saves all of them under keys of their own.`,
    help: `Set "load_all_pages" and "save_all_pages" alike.`,
    pointer: config['load_all_pages'] === undefined ? `${pointer}/name` : `${pointer}/config/load_all_pages`,
    related: [{ message: 'saved here', pointer: saved.at }],
  };
}
