import { requireFormat } from '../../contract/require-format.ts';
import { requirePath } from '../../contract/require-path.ts';
import { partOf } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import { compilePath } from '../../text/path.ts';
import { recordKeyOf } from '../../text/record-key.ts';
import type { SplitSettings } from './split.schema.ts';

const compile: CompileStep<SplitSettings> = ({ step, settings, context }) => {
  requirePath(settings.path, step.name);
  const read = compilePath(settings.path);
  const wrapper = settings.wrapper_key;
  return {
    kind: 'pure',
    apply(payload) {
      requireFormat(payload, ['json'], step.name);
      const part = read(payload.value);
      if (part === undefined) {
        if (payload.value !== undefined) context.warn(`A payload without "${settings.path}" was dropped.`, step.name);
        return [];
      }
      return [partOf(payload, wrapper === undefined ? part : { [wrapper]: part }, settings.path, recordKeyOf(part))];
    },
  };
};

export default compile;
