import type { DocumentPart } from './define-format.ts';
import type { Payload } from './payload.ts';

/**
 * A part of a payload as the value of a payload of its own, under a wrapper key where one is given.
 * Errors: TerminalError `run/not-expressible` for a part that is no document of the format.
 */
export function documentPart({ codec, layout }: Payload, part: DocumentPart, wrapper?: string): unknown {
  const own = codec?.part === undefined ? part.value : codec.part(part);
  const value = wrapper === undefined ? own : { [wrapper]: own };
  // Here, where the step is known; a payload is printed when it is sent or has to wait.
  if (codec !== undefined) codec.check(value, layout);
  return value;
}
