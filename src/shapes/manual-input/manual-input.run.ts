import { parseJson } from '../../text/json-codec.ts';
import { TerminalError } from '../../contract/errors.ts';
import { encodedPayload, originOf, withFormat, type Payload } from '../../contract/payload.ts';
import { hasVariables } from '../../contract/template.ts';
import type { CompileStep } from '../../contract/step.ts';
import { readContent } from './read-content.ts';
import type { ManualInputSettings } from './manual-input.schema.ts';

/**
 * Puts one payload in the place of all that arrive. What variables it has come from the first of them.
 */
const compile: CompileStep<ManualInputSettings> = async ({ settings, template, step, context }) => {
  const fill = template(settings.payload);
  // What begins with a variable may become XML.
  const codec = /^\s*(?:<|\[\[|\{\{)/u.test(settings.payload) ? await context.codecs.load('xml') : undefined;
  const usesPayload = /\[\[\s*(?:payload|meta)\b/u.test(settings.payload);
  if (!hasVariables(settings.payload)) readContent(settings.payload, step.name);
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
      const { value, format } = readContent(fill(payload), step.name);
      isGiven = true;
      if (format !== 'xml' || codec === undefined) return [withFormat(payload, value, format)];
      return [encodedPayload(Buffer.from(String(value)), { ...originOf(payload), meta: payload.meta, format, codec })];
    },
  };
};

export default compile;
