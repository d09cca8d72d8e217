import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { TerminalError } from '../contract/errors.ts';
import type { HttpClient } from '../contract/http-call.ts';
import { restorePayload, type Origin } from '../contract/payload.ts';
import type { FailedPayloadRecord } from '../contract/journal.ts';
import { compilePath } from '../text/path.ts';
import { openDictionary } from './dictionary.ts';
import { compileFilters, type ServiceFilters } from './filters.ts';
import { resolveSide, systemOf } from './resolve-side.ts';
import type { SourceRecord } from './source-record.ts';

const timeoutMs = 30_000;
const retries = 2;

const all = (): boolean => true;

interface PullInput {
  readonly service: Service;
  readonly bundle: ServiceBundle;
  /** Name of the endpoint to pull from, where several fit. */
  readonly endpointName: string | undefined;
  readonly context: RunContext;
  readonly client: HttpClient;
  /** What a record has to pass besides the filters, where somebody has decided so. Default: all do. */
  readonly admits?: (record: unknown) => boolean;
  /** Called for each record that came, before the filters. */
  readonly count: () => void;
}

/**
 * Records of the source that pass the filters, page by page: the next page is asked for while the records of this one are
 * worked on, and a page is let go when they have been taken.
 */
export async function* pullRecords(input: PullInput): AsyncGenerator<SourceRecord> {
  const { service, bundle, endpointName, context, client, count, admits = all } = input;
  const side = resolveSide(bundle, { ...service.source, direction: 'Receive', endpointName }, context);
  const dictionary = openDictionary(side.system, service.source.entity);
  const filters = compileFilters(service.filters, side.endpoint, dictionary, context);
  const { dataPath } = side.endpoint;
  const recordsOf = dataPath === undefined ? (body: unknown) => body : compilePath(dataPath);
  const call = { ...side, variables: {}, parameters: filters.parameters, timeoutMs, retries, step: 'pull' };
  for await (const { payload, page } of client.receive(call)) {
    if (payload.format !== 'json') throw unreadable(payload.format, page, side.endpoint.name);
    for (const { record, path } of recordsIn(recordsOf(payload.value), dataPath)) {
      count();
      if (filters.test(record) && admits(record)) yield { record, origin: { page, path } };
    }
  }
  warnOfMissed(filters, context);
}

function warnOfMissed({ missed }: ServiceFilters, context: RunContext): void {
  for (const { field, path } of missed()) {
    const where = path === field ? '' : `, at "${path}"`;
    context.warn(`None of the records has "${field}"${where}, by which they are filtered, so that none passes.`);
  }
}

/** Records that came with the call that started the sync and pass the filters: no API has evaluated any of them. */
export async function* arrivedRecords(
  payload: unknown,
  { service, bundle, context, count, admits = all }: Omit<PullInput, 'endpointName' | 'client'>,
): AsyncGenerator<SourceRecord> {
  const dictionary = openDictionary(systemOf(service.source.connectorId, bundle), service.source.entity);
  const filters = compileFilters(service.filters, {}, dictionary, context);
  for (const { record, path } of recordsIn(payload, undefined)) {
    count();
    if (filters.test(record) && admits(record)) yield { record, origin: { path } };
  }
  warnOfMissed(filters, context);
}

/** Records that failed in an earlier run, to be pushed again. */
export async function* failedRecords(
  failed: readonly FailedPayloadRecord[],
  { context, count }: Pick<PullInput, 'context' | 'count'>,
): AsyncGenerator<SourceRecord> {
  for (const { payload, idempotencyKey } of failed) {
    count();
    yield {
      record: restorePayload(payload, context.codecs).value,
      origin: payload.origin ?? {},
      ...(idempotencyKey === undefined ? {} : { retryKey: idempotencyKey }),
    };
  }
}

/** The elements of a list, or the one record that is none. */
function* recordsIn(
  found: unknown,
  dataPath: string | undefined,
): Generator<{ readonly record: unknown; readonly path: NonNullable<Origin['path']> }> {
  const prefix = dataPath === undefined ? '' : `${dataPath}.`;
  if (!Array.isArray(found)) {
    if (found !== undefined && found !== null) yield { record: found, path: dataPath ?? '' };
    return;
  }
  for (let index = 0; index < found.length; index++) yield { record: found[index], path: `${prefix}${index}` };
}

function unreadable(format: string, page: number, endpoint: string): TerminalError {
  return new TerminalError({
    code: 'run/unsupported-format',
    message: `Page ${page} of "${endpoint}" is ${format.toUpperCase()}, and a service works on JSON.`,
    help: 'Choose an endpoint that answers with JSON, or correct its "dataType".',
    step: 'pull',
  });
}
