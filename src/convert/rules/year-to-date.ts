import type { KnownRow } from '../filter-values.ts';
import { periodOf } from '../filter-values.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

const daysOfYear = 365;

export default defineConversionRule({
  name: 'year-to-date',
  construct: 'Years in a filter row on a time',
  becomes: 'Years of the calendar, or 365 days each',
  class: 'decision',
  difference:
    'Whether a year of a service is one of the calendar is not documented; in leap years the two differ by a day.',
  /** The row with the period that was decided on. */
  convert(scope: Claiming<ServiceScope>, row: KnownRow, index: number): KnownRow {
    const period = periodOf(row);
    if (period?.unit !== 'year') return row;
    const answer = scope.decide(
      {
        kind: `year/${index}`,
        question: `The filter on "${row.field}" looks back ${period.amount} year${period.amount === 1 ? '' : 's'}. How long is a year?`,
        options: [
          { value: 'calendar', effect: 'Back to the same day of an earlier year.' },
          { value: '365-days', effect: `Back by ${period.amount * daysOfYear} days.` },
        ],
        recommended: 'calendar',
      },
      `filters/${index}/value`,
    );
    if (answer !== '365-days') return row;
    return { ...row, value: { amount: period.amount * daysOfYear, unit: 'day' } };
  },
});
