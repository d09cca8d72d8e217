import type { RunContext } from '../contract/context.ts';
import { describeFailure } from '../contract/describe-failure.ts';
import { digestOf } from '../contract/effect-ids.ts';
import { endsRun, located, RetryableError } from '../contract/errors.ts';
import type { Origin } from '../contract/payload.ts';
import { isRefusal } from '../contract/perform-once.ts';
import type { LedgerEntry } from '../contract/ports.ts';
import type { Destination } from './destination.ts';
import type { PushOutcome } from './push-once.ts';

/** A record that a ledger can recognise. */
export interface LedgerRecord {
  readonly identity: string;
  readonly sourceId: string;
  readonly reference: string | undefined;
  readonly origin: Origin;
  /** Makes the text to push. Throws TerminalError when the record cannot be mapped. */
  readonly body: () => string | Promise<string>;
}

interface PushWithLedger {
  readonly ledger: string;
  /** Pushes of one record before it counts as failed for good. */
  readonly attempts: number;
  /** True when somebody asked for these records: they are pushed although their attempts are used up. */
  readonly isRetry: boolean;
  /** True when a page is checked before anything of the run is pushed, as flows do it. */
  readonly checksPagesFirst: boolean;
  readonly destination: Destination;
  readonly context: RunContext;
}

/**
 * Pushes a record unless the ledger says that it has arrived or that its attempts are used up. One that was under way when a
 * run ended is pushed again: with the same idempotency key where the destination has one; elsewhere the ledger knows of a push
 * before it happens, and it is listed as in doubt.
 */
export function openPushWithLedger(
  options: PushWithLedger,
): (record: LedgerRecord, onAnswered: () => void) => Promise<PushOutcome> {
  const { ledger, destination, context } = options;
  const { ledgers } = context.journal.stores;
  /** The last page of this run that brought a record which was new when the run began. */
  const pages = new Map<string, number | undefined>();
  return async (record, onAnswered) => {
    const { identity, sourceId, reference, origin } = record;
    const base = { sourceId, ...(reference === undefined ? {} : { reference }) };
    const known = await ledgers.get(ledger, identity);
    const { attempts: before = 0, inDoubt: wasInDoubt = false } = known ?? {};
    const isNew = !(pages.has(identity) ? pages.get(identity) === origin.page : hasArrived(known));
    if (!isNew || (before >= options.attempts && !options.isRetry))
      return { item: { ...base, status: 'Skipped', attempts: before } };
    if (options.checksPagesFirst) pages.set(identity, origin.page);

    const attempts = before + 1;
    // Where a repetition is recognised, nobody has to know that there was a first time.
    const isPatient = destination.isRepeatable;
    const note = (row: Pick<LedgerEntry, 'status' | 'attempts' | 'lastError' | 'inDoubt'>): Promise<void> =>
      ledgers.put(ledger, { ...base, identity, updatedAtMs: context.nowMs, ...row }, isPatient);
    const fail = async (error: unknown, isOpen: boolean): Promise<PushOutcome> => {
      const failure = describeFailure(located(error, 'push', origin), 'push', context.redaction);
      if (failure === undefined) throw error;
      const status = error instanceof RetryableError && attempts < options.attempts ? 'Pending' : 'Failed';
      // What has arrived stays so, where a later page brings it again and that one fails.
      if (!hasArrived(known))
        await note({ status, attempts, lastError: failure.message, inDoubt: isOpen || wasInDoubt });
      return { item: { ...base, status, attempts, failure } };
    };

    let body: string;
    try {
      body = await record.body();
    } catch (error) {
      return fail(error, false);
    }
    if (wasInDoubt) await destination.doubt(origin, 'an earlier push was not confirmed, and has now been repeated');
    if (!isPatient) await note({ status: 'Pending', attempts: before, inDoubt: true });
    try {
      await destination.push(body, digestOf([ledger, identity]), origin);
    } catch (error) {
      const code = describeFailure(error, 'push')?.code;
      if (code !== undefined && !endsRun(code)) return fail(error, !isRefusal(error));
      // Nobody's bad record: where nothing was done the ledger is as before.
      if (!isPatient && isRefusal(error)) await note(known ?? { status: 'Pending', attempts: before });
      throw error;
    }
    onAnswered();
    const status = destination.isFile ? 'Sent' : 'OK';
    await note({ status, attempts });
    return { item: { ...base, status, attempts } };
  };
}

function hasArrived(known: LedgerEntry | undefined): boolean {
  return known?.status === 'OK' || known?.status === 'Sent';
}
