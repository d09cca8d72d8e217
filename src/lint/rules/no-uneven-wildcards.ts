import { defineFlowRule, mappingRulesOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-uneven-wildcards',
  *check(flow) {
    for (const { rule, pointer } of mappingRulesOf(flow)) {
      const { sources, target } = rule;
      if (typeof target !== 'string' || !Array.isArray(sources)) continue;
      const wanted = wildcardsIn(target);
      for (const [index, source] of (sources as readonly unknown[]).entries()) {
        const own = typeof source === 'string' ? wildcardsIn(source) : 0;
        // One value may go to every element; a list may be joined into one value.
        if (own === 0 || own >= wanted) continue;
        yield {
          code: 'lint/no-uneven-wildcards',
          message: `"${target}" has ${wanted} wildcards, and its source "${String(source)}" has ${own}.`,
          help: 'Give the target as many * as the source, or none.',
          pointer: `${pointer}/target`,
          related: [{ message: 'the source', pointer: `${pointer}/sources/${index}` }],
        };
      }
    }
  },
});

function wildcardsIn(path: string): number {
  return path.split('.').filter((part) => part === '*').length;
}
