import { filterOperators, type FilterRow } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { KnownRow } from '../filter-values.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'unknown-operator-to-filter',
  construct: 'Filter row whose operator is not known',
  becomes: 'A filter with the operator that somebody names, or nothing',
  class: 'decision',
  difference: 'The list of operators is not public, and a filter that is misread lets through what it should stop.',
  /** The row with the operator that was answered; `undefined`: the flow goes without it. */
  convert(scope: Claiming<ServiceScope>, row: FilterRow, index: number): KnownRow | undefined {
    const label = row.operatorLabel ?? '';
    const answer = scope.decide(
      {
        kind: `operator/${index}`,
        question: `What does the operator "${label}" of the filter on "${row.field}" mean?`,
        options: [
          { value: 'leave-out', effect: 'The flow does not filter by this row: more records are pushed.' },
          ...filterOperators.map((value) => ({ value, effect: `"${label}" means ${value}.` })),
        ],
        recommended: 'leave-out',
        code: 'convert/unknown-operator',
      },
      `filters/${index}`,
    );
    const operator = filterOperators.find((one) => one === answer);
    return operator === undefined ? undefined : { ...row, operator };
  },
});
