import { cacheLookupsIn } from '../../flow/cache-lookups.ts';
import type { FlowVersion } from '../../flow/model.ts';
import type { Finding } from '../../diagnostics/diagnostic.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule, kindOf, mappingRulesOf, versionsOf } from '../define-rule.ts';

/** Caches of one run are filled by its own steps; others may have been filled by other runs. */
export default defineFlowRule({
  name: 'lint/no-unknown-cache',
  *check(flow) {
    for (const { version, pointer } of versionsOf(flow)) {
      const filled = filledIn(version);
      for (const [index, step] of version.steps.entries()) {
        if (kindOf(step) !== 'cache' || step.config?.['action'] !== 'load') continue;
        if ((step.cache?.scope ?? 'flow run') !== 'flow run') continue;
        const name = step.cache?.name ?? 'default';
        if (!filled.has(name))
          yield missing(name, filled, `${pointer}/steps/${index}${step.cache === undefined ? '/name' : '/cache/name'}`);
      }
    }
    const everywhere = new Set(versionsOf(flow).flatMap(({ version }) => [...filledIn(version)]));
    for (const { rule, transforms, pointer } of mappingRulesOf(flow)) {
      for (const [index] of transforms.entries()) {
        const [found] = cacheLookupsIn({ rules: [{ ...rule, transforms: [transforms[index]] }] });
        if (found === undefined || found.scope !== 'flow run' || everywhere.has(found.name)) continue;
        yield missing(found.name, everywhere, `${pointer}/transforms/${index}/arguments/cache`);
      }
    }
  },
});

function filledIn({ steps }: FlowVersion): ReadonlySet<string> {
  const adding = steps.filter((step) => kindOf(step) === 'cache' && step.config?.['action'] !== 'load');
  return new Set(adding.map(({ cache }) => cache?.name ?? 'default'));
}

function missing(name: string, filled: ReadonlySet<string>, pointer: string): Finding {
  const nearest = didYouMean(name, filled);
  return {
    code: 'lint/no-unknown-cache',
    message: `Nothing puts anything into cache "${name}" of this run.`,
    help:
      nearest === undefined
        ? `Caches that steps fill: ${[...filled].join(', ') || 'none'}.`
        : `Did you mean "${nearest}"?`,
    pointer,
  };
}
