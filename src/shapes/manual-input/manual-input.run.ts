import { compileContent } from '../../contract/read-content.ts';
import type { CompileStep } from '../../contract/step.ts';
import type { ManualInputSettings } from './manual-input.schema.ts';

/**
 * Puts one payload in the place of all that arrive. What variables it has come from the first of them.
 */
const compile: CompileStep<ManualInputSettings> = async (input) => {
  const { settings, step, context } = input;
  const content = await compileContent(settings.payload, input);
  const usesPayload = /\[\[\s*(?:payload|meta)\b/u.test(settings.payload);
  let isGiven = false;
  return {
    kind: 'pure',
    apply(payload) {
      if (isGiven) {
        if (usesPayload)
          context.warn(
            `Step "${step.name}" puts one payload in the place of several; its variables are those of the first.`,
            step.name,
          );
        return [];
      }
      const given = content(payload);
      isGiven = true;
      return [given];
    },
  };
};

export default compile;
