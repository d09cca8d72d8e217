import type { CrossReference } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

type Rows = CrossReference['rows'];

export default defineConversionRule({
  name: 'lookup-match-to-cross-reference',
  construct: 'Lookup table that mixes exact, contains, starts with and ends with',
  becomes: 'Rows with a match type of their own, or the exact rows alone',
  class: 'decision',
  difference:
    'A lookup has one match type for all its rows; the first row that matches wins, so that their order matters.',
  convert(
    scope: Claiming<ServiceScope>,
    table: CrossReference,
    { rows, pointer }: { readonly rows: Rows; readonly pointer: string },
  ): Rows {
    if (new Set(rows.map(({ match }) => match)).size < 2) return rows;
    const answer = scope.decide(
      {
        kind: `match/${table.id}`,
        question: `The rows of lookup "${table.name}" match in different ways. How does the flow look values up?`,
        options: [
          {
            value: 'row-by-row',
            effect: 'The CSV file has no place for a match type: on the platform, split the lookup or use a script.',
          },
          { value: 'exact-only', effect: 'Rows that do not match exactly are left out.' },
        ],
        recommended: 'row-by-row',
      },
      ...table.rows.map((_, index) => `${pointer}/rows/${index}/match`),
    );
    return answer === 'exact-only' ? rows.filter(({ match }) => match === 'exact') : rows;
  },
});
