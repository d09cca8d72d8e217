import type { ScriptAnswer, ScriptAnswers } from '../../../contract/script.ts';
import { crashed, neverEnds, noLibrary, tooMuchOutput } from './script-errors.ts';
import type { ScriptLimits } from './limits.ts';

/** Reads what the code in the sandbox gives: for each payload three texts, then the lines of the log, then a number. */
export function readAnswers(script: string, given: unknown, payloads: number, limits: ScriptLimits): ScriptAnswers {
  if (given === 'waits for ever') throw neverEnds(script);
  // What a timer throws nobody can catch.
  if (typeof given === 'string' && given.startsWith('thrown '))
    return { answers: Array.from({ length: payloads }, () => ({ thrown: given.slice(7) })), logs: [] };
  if (!Array.isArray(given)) throw crashed(script, 'its surroundings were damaged by the script');
  const texts = given.map(String);
  // Whatever the script has done to the code around it: there are as many answers as payloads.
  if (Number(texts.at(-1)) !== payloads * 3 || texts.length <= payloads * 3)
    throw crashed(script, 'its surroundings were damaged by the script');
  let length = 0;
  for (const text of texts) length += text.length;
  if (length > limits.outputLength) throw tooMuchOutput(script, limits);
  const answers = Array.from({ length: payloads }, (_, index) =>
    readAnswer(texts[index * 3] ?? '', texts[index * 3 + 1] ?? '', texts[index * 3 + 2] ?? ''),
  );
  const missing = answers.map((answer) => ('thrown' in answer ? libraryIn(answer.thrown) : undefined)).find(Boolean);
  if (missing !== undefined) throw noLibrary(script, missing);
  return { answers, logs: texts.slice(payloads * 3, -1) };
}

/** The library that the code in the sandbox did not find. */
export function libraryIn(thrown: string): string | undefined {
  return /REPATCH_LIBRARY (\S+)/u.exec(thrown)?.[1];
}

function readAnswer(kind: string, text: string, rest: string): ScriptAnswer {
  const common = { wasEncoded: false, rest: rest === '' ? undefined : rest, returned: true };
  switch (kind) {
    case 'text':
      return { ...common, payload: text };
    case 'json':
      return { ...common, payload: text, wasEncoded: true };
    case 'null':
      return { ...common, payload: null };
    case 'none':
      return { ...common, payload: undefined };
    case 'nothing':
      return { ...common, payload: undefined, returned: false };
    case 'wrong':
      return { thrown: `it returned ${text}, and not an object with "payload"` };
    default:
      return { thrown: text };
  }
}
