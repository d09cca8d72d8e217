import { parseJson } from '../../text/json-codec.ts';
import { withValue } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import type { ManualInputSettings } from './manual-input.schema.ts';

const compile: CompileStep<ManualInputSettings> = ({ settings, template }) => {
  const fill = template(settings.payload);
  return {
    kind: 'pure',
    apply(payload) {
      const text = fill(payload);
      try {
        return [withValue(payload, parseJson(text))];
      } catch {
        return [{ ...withValue(payload, text), format: 'txt' }];
      }
    },
  };
};

export default compile;
