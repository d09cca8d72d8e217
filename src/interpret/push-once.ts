import type { RunContext } from '../contract/context.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { digestOf, effectIds } from '../contract/effect-ids.ts';
import { endsRun, located, RetryableError } from '../contract/errors.ts';
import type { ItemResult } from '../contract/events.ts';
import type { EffectId } from '../contract/journal.ts';
import type { Origin } from '../contract/payload.ts';
import { isRefusal, performOnce } from '../contract/perform-once.ts';
import type { Destination } from './destination.ts';

/** A record that no ledger recognises. */
export interface UnknownRecord {
  readonly sourceId: string;
  readonly reference: string | undefined;
  readonly origin: Origin;
  /** Makes the text to push. Throws TerminalError when the record cannot be mapped. */
  readonly body: () => string | Promise<string>;
  /** Idempotency key of an earlier push of which nobody knows whether it arrived. */
  readonly retryKey: string | undefined;
}

interface PushOnce {
  readonly destination: Destination;
  /** Pushes of one record before it counts as failed for good. */
  readonly attempts: number;
  readonly context: RunContext;
}

export interface PushOutcome {
  readonly item: ItemResult;
  /** Idempotency key that a repetition has to carry. */
  readonly retryKey?: string;
}

/**
 * Pushes records once in this run, whatever earlier runs have done; a run that was ended by force is carried on by what the
 * journal says. Equal records are told apart by their order: ask in the order of the source, push when it is time.
 */
export function openPushOnce({
  destination,
  attempts,
  context,
}: PushOnce): (record: UnknownRecord) => Promise<() => Promise<PushOutcome>> {
  const idOf = effectIds('push');
  return async ({ sourceId, reference, origin, body, retryKey }) => {
    const base = { sourceId, ...(reference === undefined ? {} : { reference }), attempts: 1 };
    const fail = (error: unknown, key?: string): PushOutcome => {
      const failure = describeFailure(located(error, 'push', origin), 'push', context.redaction);
      if (failure === undefined || endsRun(failure.code)) throw error;
      const status = error instanceof RetryableError && attempts > 1 ? 'Pending' : 'Failed';
      return {
        item: { ...base, status, failure },
        ...(key === undefined || isRefusal(error) ? {} : { retryKey: key }),
      };
    };
    let text: string;
    try {
      text = await body();
    } catch (error) {
      return () => Promise.resolve().then(() => fail(error));
    }
    const id = idOf([text]);
    return async () => {
      const key = retryKey ?? keyOf(id, context);
      const { isRepeatable: repeatable, request } = destination;
      if (retryKey !== undefined)
        await destination.doubt(origin, 'an earlier push was not confirmed, and has now been repeated');
      try {
        await performOnce({ ...id, origin, request, repeatable }, { context, keepAnswer: false }, async () => {
          await destination.push(text, key, origin);
          return undefined;
        });
        return { item: { ...base, status: destination.isFile ? 'Sent' : 'OK' } };
      } catch (error) {
        return fail(error, key);
      }
    };
  };
}

function keyOf({ digest, ordinal }: EffectId, { run }: RunContext): string {
  return digestOf([run, digest, String(ordinal)]);
}
