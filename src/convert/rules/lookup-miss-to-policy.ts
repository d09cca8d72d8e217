import type { CrossReference } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

const policies = { unchanged: 'keep', empty: 'empty', fail: 'fail' } as const;

export default defineConversionRule({
  name: 'lookup-miss-to-policy',
  construct: 'Value for which a lookup table has no row',
  becomes: 'Policy of the function "lookup"',
  class: 'decision',
  difference: 'What the service sent then is not documented.',
  convert(scope: Claiming<ServiceScope>, table: CrossReference, pointer: string): string {
    const { onNoMatch = 'unspecified' } = table;
    const member = `${pointer}/onNoMatch`;
    if (onNoMatch !== 'unspecified') {
      scope.claim(member);
      return policies[onNoMatch];
    }
    return scope.decide(
      {
        kind: `lookup/${table.id}`,
        question: `What is sent when lookup "${table.name}" has no row for a value?`,
        options: [
          { value: 'keep', effect: 'The value is sent unchanged.' },
          { value: 'empty', effect: 'Empty text is sent.' },
          { value: 'fail', effect: 'The record fails.' },
        ],
        recommended: 'keep',
      },
      member,
    );
  },
});
