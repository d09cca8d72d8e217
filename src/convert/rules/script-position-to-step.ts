import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

type Position = 'beforeMapping' | 'afterMapping';

export default defineConversionRule({
  name: 'script-position-to-step',
  construct: 'Payload script of which nobody knows whether it runs before or after the mapping',
  becomes: 'A decision: in front of the map, or behind it',
  class: 'decision',
  difference:
    'Look at the names of the fields that the script reads: those of the source, or those of the destination.',
  convert(scope: Claiming<ServiceScope>, position: Position | 'unknown'): Position {
    if (position !== 'unknown') return position;
    const answer = scope.decide(
      {
        kind: 'script-position',
        question: `Does the payload script of service "${scope.service.id}" run before or after its mapping?`,
        options: [
          { value: 'beforeMapping', effect: 'The script gets the record as the source sends it.' },
          { value: 'afterMapping', effect: 'The script gets the record as it is pushed.' },
        ],
        recommended: 'beforeMapping',
      },
      'payloadScript/position',
    );
    return answer === 'afterMapping' ? 'afterMapping' : 'beforeMapping';
  },
});
