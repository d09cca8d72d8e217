import { findTransform } from '../../transforms/find.ts';
import { defineFlowRule, transformsOf } from '../define-rule.ts';

export default defineFlowRule({
  name: 'lint/no-overlapping-booleans',
  *check(flow) {
    for (const { call, pointer } of transformsOf(flow)) {
      if (findTransform(call.function)?.name !== 'cast to boolean') continue;
      const { true_values: yes, false_values: no } = call.arguments ?? {};
      if (typeof yes !== 'string' || typeof no !== 'string') continue;
      const both = itemsOf(no).find(({ item }) => itemsOf(yes).some((other) => other.item === item));
      if (both === undefined) continue;
      yield {
        code: 'lint/no-overlapping-booleans',
        message: `"${both.item}" is to become true and false; it becomes true.`,
        help: 'Take it out of one of the two lists.',
        pointer: `${pointer}/arguments/false_values`,
        part: { start: both.start, end: both.start + both.item.length },
      };
    }
  },
});

function itemsOf(list: string): readonly { readonly item: string; readonly start: number }[] {
  return Array.from(list.matchAll(/[^,]+/gu), ({ 0: raw, index }) => ({
    item: raw.trim(),
    start: index + raw.length - raw.trimStart().length,
  })).filter(({ item }) => item !== '');
}
