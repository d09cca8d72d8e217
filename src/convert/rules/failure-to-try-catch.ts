import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'failure-to-try-catch',
  construct: 'Failure of one record while the others go on',
  becomes: 'Try/catch around map and push',
  class: 'decision',
  difference: 'Without a try/catch one bad record ends the run for all that stand behind it.',
  /** The guard around the steps of one record; `undefined`: the first failure stops the run. */
  convert(
    scope: Claiming<ServiceScope>,
    { tried, caught }: { readonly tried: FlowStep; readonly caught: FlowStep },
  ): FlowStep | undefined {
    const answer = scope.decide({
      kind: 'error-isolation',
      question: 'What happens to the other records when one fails?',
      options: [
        { value: 'isolate', effect: 'The others go on, as in the service; the run ends as partial success.' },
        { value: 'stop', effect: 'The run stops at the first failure.' },
      ],
      recommended: 'isolate',
    });
    if (answer === 'stop') return undefined;
    return {
      name: 'Each record',
      microservice: 'try-catch',
      config: { action: 'partial_success' },
      routes: [
        { name: 'Try', first_step: tried.name },
        { name: 'Catch', first_step: caught.name },
      ],
      ...scope.from(''),
    };
  },
});
