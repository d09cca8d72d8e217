import type { Finding } from '../../diagnostics/diagnostic.ts';
import { isObject } from '../../text/json.ts';
import { defineFlowRule, filtersOf, stepsOf, transformsOf } from '../define-rule.ts';

/** Runs that no PHP format has, and what they are in PHP. A backslash keeps a letter as it is. */
const moment = /(?<!\\)(?:YYYY|YY|DDDD|DD|MMMM|MMM|MM|HH|hh|mm|ss|SSS|dddd|ddd|yyyy|dd)/gu;

const inPhp: Readonly<Record<string, string>> = {
  YYYY: 'Y',
  yyyy: 'Y',
  YY: 'y',
  DDDD: 'z',
  DD: 'd',
  dd: 'd',
  MMMM: 'F',
  MMM: 'M',
  MM: 'm',
  HH: 'H',
  hh: 'h',
  mm: 'i',
  ss: 's',
  SSS: 'v',
  dddd: 'l',
  ddd: 'D',
};

export default defineFlowRule({
  name: 'lint/no-moment-format',
  *check(flow) {
    for (const { filter, pointer } of filtersOf(flow)) yield* look(filter.date_format, `${pointer}/date_format`);
    for (const { call, pointer } of transformsOf(flow))
      for (const [key, value] of Object.entries(call.arguments ?? {}))
        if (/format/u.test(key)) yield* look(value, `${pointer}/arguments/${key}`);
    for (const { step, pointer } of stepsOf(flow))
      for (const list of ['flow', 'meta']) {
        const entries = step.config?.[list];
        for (const [index, entry] of (Array.isArray(entries) ? entries : []).entries())
          if (isObject(entry)) yield* look(entry['date_format'], `${pointer}/config/${list}/${index}/date_format`);
      }
  },
});

function* look(format: unknown, pointer: string): Generator<Finding> {
  if (typeof format !== 'string') return;
  const [first] = format.matchAll(moment);
  if (first === undefined) return;
  const right = format.replaceAll(moment, (run) => inPhp[run] ?? run);
  yield {
    code: 'lint/no-moment-format',
    message: `"${first[0]}" is no token of PHP dates: "${format}" would write every letter by itself.`,
    help: `Write "${right}", if that is what is meant.`,
    pointer,
    part: { start: first.index, end: first.index + first[0].length },
  };
}
