import type { FlowStep } from '../../flow/model.ts';
import { withoutVariables } from '../../contract/template.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'extra-settings-to-variables',
  construct: 'Extra settings from the JSON editor',
  becomes: 'Endpoint variables of the same names, or nothing',
  class: 'decision',
  difference:
    'The keys mean something to the driver of the system only; whether the endpoint knows them has to be checked.',
  convert(scope: Claiming<ServiceScope>, which: 'source' | 'destination'): FlowStep['variables'] {
    const entries = Object.entries(scope.service[which].extra ?? {});
    if (entries.length === 0) return [];
    const keys = entries.map(([key]) => `"${key}"`).join(', ');
    const answer = scope.decide(
      {
        kind: `extra/${which}`,
        question: `What becomes of the extra settings ${keys} of the ${which}?`,
        options: [
          { value: 'leave-out', effect: 'The flow does not have them.' },
          { value: 'endpoint-variables', effect: 'The endpoint gets them as variables of the same names.' },
        ],
        recommended: 'leave-out',
      },
      `${which}/extra`,
    );
    if (answer === 'leave-out') return [];
    return entries.map(([key, value]) => ({
      key,
      value: withoutVariables(typeof value === 'string' ? value : JSON.stringify(value)),
    }));
  },
});
