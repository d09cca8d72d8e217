import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'required-to-validation',
  construct: 'Red star of a mapping row that says nothing of a missing source',
  becomes: 'An ordinary rule, or one that fails the record when its source has no value',
  class: 'decision',
  difference:
    'The star locked the row on the dashboard; whether the service refused records without the field is not documented.',
  /** Whether records without a required field fail. */
  convert(scope: Claiming<ServiceScope>): boolean {
    const rows = [...scope.service.mappings.entries()].filter(
      ([, { required, source, whenMissing = 'unspecified', transformation = [] }]) =>
        required === true && 'field' in source && whenMissing === 'unspecified' && transformation.length === 0,
    );
    if (rows.length === 0) return false;
    const names = rows.map(([, { destination }]) => `"${destination.field}"`).join(', ');
    const answer = scope.decide(
      {
        kind: 'required',
        question: `Required are ${names}. What happens to a record that has no value for one of them?`,
        options: [
          { value: 'as-other-rows', effect: 'It is sent as the other rows say it.' },
          { value: 'fail', effect: 'The record fails before it is pushed.' },
        ],
        recommended: 'as-other-rows',
      },
      ...rows.map(([index]) => `mappings/${index}/required`),
    );
    return answer === 'fail';
  },
});
