import { parseDate } from '../text/php-date.ts';
import { defineOperator } from '../contract/define-operator.ts';

const dayMs = 86_400_000;

export default defineOperator({
  id: 'on',
  aliases: [],
  summary: 'The date is on the same day, in UTC.',
  takesValue: true,
  compile(value = '', { dateFormat }) {
    const day = dayOf(parseDate(value) ?? parseDate(value, dateFormat));
    return (input) => day !== undefined && dayOf(parseDate(input, dateFormat)) === day;
  },
});

function dayOf(date: { readonly epochMs: number } | undefined): number | undefined {
  return date === undefined ? undefined : Math.floor(date.epochMs / dayMs);
}
