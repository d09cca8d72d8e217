import { defineWorkspaceRule } from '../define-workspace-rule.ts';
import { callsOf } from '../calls-of.ts';

export default defineWorkspaceRule({
  name: 'lint/no-circular-call',
  *check({ flows }) {
    const byName = new Map(flows.map((flow) => [flow.value.flow.name, flow]));
    const calls = new Map(flows.map((flow) => [flow.value.flow.name, callsOf(flow.value)]));
    for (const flow of flows) {
      const own = flow.value.flow.name;
      for (const { called, pointer } of calls.get(own) ?? []) {
        const way = wayTo(own, called, calls);
        if (way === undefined) continue;
        yield {
          code: 'lint/no-circular-call',
          message: `Flow "${own}" starts itself: ${[own, ...way].map((name) => `"${name}"`).join(' → ')}.`,
          help: 'Take one of the calls away; the platform refuses flows that call each other in a circle.',
          pointer,
          file: flow.file,
          because: way.flatMap((name) => byName.get(name)?.file ?? []),
        };
      }
    }
  },
});

/** The shortest way from a called flow back to the flow that calls it. */
function wayTo(
  goal: string,
  start: string,
  calls: ReadonlyMap<string, readonly { readonly called: string }[]>,
): readonly string[] | undefined {
  const seen = new Set([start]);
  let ways: (readonly string[])[] = [[start]];
  while (ways.length > 0) {
    const found = ways.find((way) => way.at(-1) === goal);
    if (found !== undefined) return found;
    ways = ways.flatMap((way) =>
      (calls.get(way.at(-1) ?? '') ?? []).flatMap(({ called }) => {
        if (seen.has(called)) return [];
        seen.add(called);
        return [[...way, called]];
      }),
    );
  }
  return undefined;
}
