import type { TransformStep } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'unknown-function-to-transform',
  construct: 'Function that flows do not have, or not with these arguments',
  becomes: 'Nothing: the row or the function is left out',
  class: 'decision',
  difference:
    'A value that passes a function unchanged is another value; somebody has to say which loss is the smaller one.',
  /** `undefined`: the row goes without the function. */
  convert(
    scope: Claiming<ServiceScope>,
    step: TransformStep,
    { rowIndex, index }: { readonly rowIndex: number; readonly index: number },
  ): 'leave-row-out' | undefined {
    const row = scope.service.mappings[rowIndex];
    const answer = scope.decide(
      {
        kind: `function/${rowIndex}.${index}`,
        question: `Flows have no function "${step.function}"${step.arguments === undefined ? '' : ' with these arguments'}. What becomes of the mapping of "${row?.destination.field ?? ''}"?`,
        options: [
          { value: 'leave-row-out', effect: 'The destination field is not sent.' },
          { value: 'leave-function-out', effect: 'The field is sent without this function.' },
        ],
        recommended: 'leave-row-out',
        code: 'convert/unknown-function',
      },
      `mappings/${rowIndex}`,
    );
    return answer === 'leave-row-out' ? 'leave-row-out' : undefined;
  },
});
