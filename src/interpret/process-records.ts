import type { System, ServiceBundle } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import type { Failure, ItemResult } from '../contract/events.ts';
import type { HttpClient } from '../contract/http-call.ts';
import { ScriptValues } from '../contract/script-values.ts';
import { storePayload } from '../contract/payload.ts';
import { openDestination, type Destination } from './destination.ts';
import { openDictionary } from './dictionary.ts';
import type { EffectiveService } from './effective-service.ts';
import { compileIdentity } from './identity.ts';
import { compileMapping } from './map-record.ts';
import { payloadScript } from './payload-script.ts';
import { openPushOnce, type PushOutcome } from './push-once.ts';
import { openPushWithLedger } from './push-with-ledger.ts';
import { resolveSide, systemOf } from './resolve-side.ts';
import { sideBySide } from './side-by-side.ts';
import type { SourceRecord } from './source-record.ts';

interface ProcessInput {
  readonly service: EffectiveService;
  readonly bundle: ServiceBundle;
  /** Name of the endpoint to push to, where several fit. */
  readonly endpointName: string | undefined;
  /** True when somebody asked for these records: they are pushed although their attempts are used up. */
  readonly isRetry: boolean;
  readonly checksPagesFirst: boolean;
  readonly context: RunContext;
  readonly client: HttpClient;
}

/** A record on its way: what has to happen in the order of the source has happened. */
interface Prepared {
  readonly source: SourceRecord;
  readonly sourceId: string;
  /** Calls `onAnswered` when the destination has answered: what is left to do is to write that down. */
  readonly push: (onAnswered: () => void) => Promise<PushOutcome>;
}

/**
 * Compiles what a service does with the records that passed its filters: ledger, mapping and push, several at once where the
 * destination allows it. Results come in the order of the records. Throws what ends the run.
 */
export async function compileProcessing(
  input: ProcessInput,
): Promise<(records: AsyncIterable<SourceRecord>) => AsyncIterable<ItemResult>> {
  const { service, bundle, endpointName, context } = input;
  const side = resolveSide(bundle, { ...service.destination, direction: 'Send', endpointName }, context);
  const destination = openDestination(side, context, input.client);
  const prepare = await compilePreparation(input, side.system, destination);
  return (records) =>
    sideBySide(records, {
      limit: destination.concurrency,
      prepare,
      // Two pushes about one record never overtake each other.
      orderKey: ({ sourceId }) => (sourceId === '' ? undefined : sourceId),
      async work({ source, push }, leave) {
        context.signal.throwIfAborted();
        const { item, retryKey } = await push(leave);
        if (item.failure !== undefined) await keepFailed(source, item.failure, retryKey, context);
        return item;
      },
    });
}

async function compilePreparation(
  { service, bundle, isRetry, checksPagesFirst, context }: ProcessInput,
  system: System,
  destination: Destination,
): Promise<(source: SourceRecord) => Prepared | Promise<Prepared>> {
  const dictionary = openDictionary(systemOf(service.source.connectorId, bundle), service.source.entity);
  const values = new ScriptValues(context, 'mapping');
  const mapNow = compileMapping({
    rows: service.mappings,
    source: dictionary,
    destination: openDictionary(system, service.destination.entity),
    crossReferences: bundle.crossReferences,
    context,
    script: (use) => values.use(use),
  });
  const hasMapping = service.mappings.length > 0;
  await values.load();
  const around = await payloadScript(service, context);
  const map = (record: unknown): unknown =>
    values.isUsed ? values.complete(() => mapNow(record), {}) : mapNow(record);
  const bodyOf = async (record: unknown): Promise<string> => {
    const before = around.beforeMapping === undefined ? record : await around.beforeMapping(record);
    const mapped = hasMapping ? await map(before) : before;
    return textOf(around.afterMapping === undefined ? mapped : await around.afterMapping(mapped));
  };
  const isSlow = values.isUsed || service.payloadScript !== undefined;
  const identify = compileIdentity(service, dictionary, context);
  const push = { ledger: service.ledger, attempts: service.attempts, isRetry, destination, context };
  const pushWithLedger = openPushWithLedger({ ...push, checksPagesFirst });
  const pushOnce = openPushOnce(push);
  return (source) => {
    const { record, origin, retryKey } = source;
    const { key, sourceId, reference } = identify(record);
    const known = {
      sourceId,
      reference,
      origin: sourceId === '' ? origin : { ...origin, key: sourceId },
      body: () => (isSlow ? bodyOf(record) : textOf(hasMapping ? mapNow(record) : record)),
    };
    if (key !== undefined)
      return { source, sourceId, push: (onAnswered) => pushWithLedger({ ...known, identity: key }, onAnswered) };
    return pushOnce({ ...known, retryKey }).then((once) => ({ source, sourceId, push: once }));
  };
}

/** A script may have left nothing of a record. */
function textOf(record: unknown): string {
  return record === undefined ? '' : JSON.stringify(record);
}

/** Keeps a record that failed, for `run --retry-failed`. */
function keepFailed(
  { record, origin }: SourceRecord,
  failure: Failure,
  retryKey: string | undefined,
  { journal }: RunContext,
): Promise<void> {
  return journal.keepFailed({
    step: 'push',
    failure,
    payload: storePayload({ value: record, format: 'json', meta: {}, origin }),
    ...(retryKey === undefined ? {} : { idempotencyKey: retryKey }),
  });
}
