import { documentPart } from '../../contract/document-part.ts';
import { documentValue } from '../../contract/document-value.ts';
import { requirePath } from '../../contract/require-path.ts';
import { partOf } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import { compilePath, parsePath } from '../../text/path.ts';
import { recordKeyOf } from '../../text/record-key.ts';
import type { SplitSettings } from './split.schema.ts';

const compile: CompileStep<SplitSettings> = ({ step, settings, context }) => {
  requirePath(settings.path, step.name);
  const read = compilePath(settings.path);
  const segments = [parsePath(settings.path)];
  const wrapper = settings.wrapper_key;
  return {
    kind: 'pure',
    apply(payload) {
      const whole = documentValue(payload, segments, step.name);
      const part = read(whole);
      if (part === undefined) {
        if (payload.value !== undefined) context.warn(`A payload without "${settings.path}" was dropped.`, step.name);
        return [];
      }
      const value = documentPart(payload, { whole, path: settings.path, value: part, isList: false }, wrapper);
      return [partOf(payload, value, settings.path, recordKeyOf(part))];
    },
  };
};

export default compile;
