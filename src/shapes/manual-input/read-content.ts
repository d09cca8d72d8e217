import { TerminalError } from '../../contract/errors.ts';
import type { Payload } from '../../contract/payload.ts';
import { parseJson } from '../../text/json-codec.ts';

/** By its first sign it is JSON or XML; anything else is JSON where it can be read as such, or text. */
export function readContent(text: string, step: string): Pick<Payload, 'value' | 'format'> {
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
