import type { EnvironmentFile, Replacements } from './environment.ts';

/** What replaces what for one flow: its own entries on top of those for all flows. */
export function replacementsFor({ replacements = {}, flows = {} }: EnvironmentFile, flow: string): Replacements {
  const own = Object.hasOwn(flows, flow) ? flows[flow]?.replacements : undefined;
  if (own === undefined) return replacements;
  const merged: Replacements = { ...replacements, ...own };
  for (const kind of ['instances', 'data_pools', 'lookups', 'scripts', 'caches', 'flow_variables'] as const)
    if (replacements[kind] !== undefined && own[kind] !== undefined)
      merged[kind] = { ...replacements[kind], ...own[kind] };
  return merged;
}
