import { parseJson } from '../text/json-codec.ts';
import { TerminalError } from './errors.ts';
import { encodedPayload, originOf, withFormat, type Payload } from './payload.ts';
import type { StepInput } from './step.ts';
import { hasVariables } from './template.ts';

/** Compiles text that somebody has typed, with variables, to the payload that it becomes in the place of another one. */
export async function compileContent(
  text: string,
  { template, step, context }: Pick<StepInput<unknown>, 'template' | 'step' | 'context'>,
): Promise<(payload: Payload) => Payload> {
  const fill = template(text);
  // What begins with a variable may become XML.
  const codec = /^\s*(?:<|\[\[|\{\{)/u.test(text) ? await context.codecs.load('xml') : undefined;
  if (!hasVariables(text)) readContent(text, step.name);
  return (payload) => {
    const { value, format } = readContent(fill(payload), step.name);
    if (format !== 'xml' || codec === undefined) return withFormat(payload, value, format);
    return encodedPayload(Buffer.from(String(value)), { ...originOf(payload), meta: payload.meta, format, codec });
  };
}

/** By its first sign it is JSON or XML; anything else is JSON where it can be read as such, or text. */
function readContent(text: string, step: string): Pick<Payload, 'value' | 'format'> {
  const sign = text.trimStart().charAt(0);
  if (sign === '<') return { value: text, format: 'xml' };
  try {
    return { value: parseJson(text), format: 'json' };
  } catch (cause) {
    if (sign !== '{' && sign !== '[') return { value: text, format: 'txt' };
    throw new TerminalError({
      code: 'run/bad-manual-payload',
      message: `Step "${step}" has a payload that begins like JSON and is none: ${cause instanceof Error ? cause.message : String(cause)}`,
      help: 'Correct it. The value of a variable may have quotes or line breaks in it: build such payloads with a map step.',
      step,
      cause,
    });
  }
}
