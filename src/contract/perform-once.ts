import type { RunContext } from './context.ts';
import type { Effect } from './journal.ts';
import { isRunError } from './errors.ts';
import { restorePayload, storePayload, type Payload } from './payload.ts';

/** Failures by which the other side says that it has done nothing. */
const refusals: ReadonlySet<string> = new Set([
  'run/rejected',
  'run/rate-limited',
  'run/soap-request',
  'run/unauthorised',
  'run/file-refused',
  'run/file-written-twice',
  'run/unknown-host-key',
  'run/bad-endpoint',
]);

/** True for a failure by which the other side says that it has done nothing, and for one in front of the other side. */
export function isRefusal(error: unknown): boolean {
  if (!isRunError(error)) return false;
  const { wasSent } = error.details;
  return wasSent === undefined ? error.status === 429 || refusals.has(error.code) : !wasSent;
}

/**
 * Carries out an effect, unless an earlier attempt of the run has done so: then what was answered comes from the journal.
 * `keepAnswer`: later steps work on the answer, so it is kept. `isRepetition`: an earlier attempt may have done it. An effect that was under way when the run was ended by
 * force is repeated, and listed as in doubt where the other side cannot tell a repetition.
 */
export async function performOnce(
  effect: Effect,
  { context, keepAnswer }: { readonly context: RunContext; readonly keepAnswer: boolean },
  work: (isRepetition: boolean) => Promise<Payload | undefined>,
): Promise<Payload | undefined> {
  const { journal } = context;
  const before = await journal.find(effect);
  if (before?.state === 'acknowledged') {
    if (before.answer === undefined) return undefined;
    await context.codecs.load(before.answer.format);
    return restorePayload(before.answer, context.codecs);
  }
  if (before?.state === 'started' && !effect.repeatable) {
    const { step, origin, request } = effect;
    await context.doubt({
      step,
      ...(origin === undefined ? {} : { origin }),
      ...(request === undefined ? {} : { request }),
      reason: 'it was under way when the run was ended, and has now been sent again',
    });
  }
  await journal.start(effect);
  let answer: Payload | undefined;
  try {
    answer = await work(before?.state === 'started');
  } catch (error) {
    if (isRefusal(error)) await journal.reject(effect);
    throw error;
  }
  await journal.acknowledge(effect, keepAnswer && answer !== undefined ? storePayload(answer) : undefined);
  return answer;
}
