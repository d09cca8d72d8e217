import { compileDates } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

const dayMs = 86_400_000;

export default defineOperator({
  id: 'on',
  aliases: [],
  summary: 'The date is on the same day, in UTC.',
  takesValue: true,
  compile(value = '', { dateFormat, onBadValue, onBadField }) {
    const { ofValue, ofField } = compileDates(dateFormat);
    const right = ofValue(value);
    if (right === undefined) onBadValue?.('a date');
    return (input) => {
      const left = ofField(input);
      if (left === undefined && input !== undefined && input !== null && input !== '') onBadField?.('a date');
      return left !== undefined && right !== undefined && dayOf(left) === dayOf(right);
    };
  },
});

function dayOf(ms: number): number {
  return Math.floor(ms / dayMs);
}
