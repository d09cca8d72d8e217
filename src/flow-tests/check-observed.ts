import type { Failure } from '../contract/events.ts';
import { payloadText, type Payload } from '../contract/payload.ts';
import type { Expected } from '../flow/flow-test.ts';
import { parseJson } from '../text/json-codec.ts';
import { isObject } from '../text/json.ts';
import { matchJson } from '../text/json-matchers.ts';
import { joinPointer } from '../text/pointer.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { checkRequests, originOf } from './check-requests.ts';
import type { UnmatchedRequest } from './exchanges.ts';
import type { TestFailure } from './failure.ts';
import { cacheOwner, ledgerOf, type Observed, type Subject } from './observe.ts';
import type { RunnableTest } from './runnable.ts';

/** What of a run is not as its test expects; nothing: the test has passed. Snapshots are compared elsewhere. */
export async function checkObserved(
  test: RunnableTest,
  observed: Observed,
  subject: Subject,
): Promise<readonly TestFailure[]> {
  const { expect, placeOf } = test;
  const { result, requests } = observed;
  const check = (member: keyof Expected, expected: unknown, actual: unknown, what: string): Promise<TestFailure[]> =>
    compare(expected, actual, what, placeOf(member));
  const lists = async (): Promise<readonly TestFailure[]> => {
    const found: TestFailure[] = [];
    const add = async (
      member: 'items' | 'failures' | 'notifications' | 'tracked' | 'ledger',
      what: string,
      rows: readonly unknown[],
    ): Promise<void> => {
      const expected = expect[member];
      if (expected !== undefined) found.push(...(await check(member, expected.map(partial), rows, what)));
    };
    await add('failures', 'The list of failures', result.failures.map(shownFailure));
    await add('items', 'The list of records', (result.items ?? []).map(plain));
    await add('notifications', 'The list of notifications', result.notifications.map(plain));
    await add('tracked', 'The list of tracked values', observed.tracked.map(plain));
    if (expect.ledger !== undefined)
      await add('ledger', 'The ledger', (await observed.stores.ledgers.list(ledgerOf(subject))).map(plain));
    return found;
  };
  return [
    ...(await checkUnmatched(observed.unmatched, test.at)),
    ...checkStatus(test, observed),
    ...(expect.requests === undefined ? [] : await checkRequests(expect.requests, requests, placeOf('requests'))),
    ...(expect.sent === undefined
      ? []
      : await checkRequests(
          expect.sent,
          requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD'),
          placeOf('sent'),
        )),
    ...(expect.payloads === undefined
      ? []
      : await check(
          'payloads',
          expect.payloads,
          shownPayloads(observed.handedOn, test.step ?? ''),
          'What the step hands on',
        )),
    ...(await checkSteps(test, observed)),
    ...(await lists()),
    ...(expect.warnings === undefined
      ? []
      : await check('warnings', expect.warnings, result.warnings, 'The list of warnings')),
    ...(expect.answer === undefined
      ? []
      : await check('answer', expect.answer, shownAnswer(observed), 'The answer to the caller')),
    ...(await checkPools(test, observed)),
    ...(await checkCaches(test, observed, subject)),
    ...checkLog(test, observed),
  ];
}

/** The payloads that a step hands on, as tests write them. */
function shownPayloads(handedOn: Observed['handedOn'], step: string): readonly unknown[] {
  return (handedOn.get(step) ?? []).map(shownPayload);
}

function shownPayload(payload: Payload): unknown {
  if (payload.format !== 'json') return payloadText(payload);
  return payload.value ?? null;
}

async function checkUnmatched(
  unmatched: readonly UnmatchedRequest[],
  pointer: string,
): Promise<readonly TestFailure[]> {
  const failures: TestFailure[] = [];
  for (const { request, nearest } of unmatched) {
    const wanted = nearest === undefined ? '' : bodyText(nearest.request, nearest.requestBody);
    failures.push({
      code: 'test/unmatched-request',
      pointer,
      ...originOf(request),
      message: `No exchange answers "${request.line}" at instance "${request.instance}"; it was not sent.`,
      help:
        nearest === undefined
          ? 'Add the exchange under "given", with its request and its answer.'
          : 'Compare it with the nearest exchange; correct the flow, or add the exchange under "given".',
      diff: await unifiedDiff(
        { label: nearest === undefined ? 'no exchange' : 'nearest exchange', text: wanted },
        {
          label: 'request',
          text: bodyText(
            request.line,
            nearest === undefined || nearest.requestBody !== undefined ? request.body : undefined,
          ),
        },
        3,
      ),
    });
  }
  return failures;
}

function bodyText(line: string, body: unknown): string {
  return `${line}\n${body === undefined ? '' : `body: ${JSON.stringify(body, null, 2)}\n`}`;
}

function checkStatus({ expect, placeOf }: RunnableTest, { result }: Observed): readonly TestFailure[] {
  const { status = 'SUCCESS' } = expect;
  if (result.status.name === status) return [];
  const [failure] = result.failures;
  const because = failure === undefined ? '' : `: ${failure.message}`;
  return [
    {
      code: 'test/expectation-failed',
      pointer: placeOf('status'),
      message: `The run ended with ${result.status.name}, and ${status} is expected${because === '' ? '.' : because}`,
      ...(failure?.help === undefined ? {} : { help: failure.help }),
      ...(failure?.step === undefined ? {} : { step: failure.step }),
      ...(failure?.origin?.key === undefined ? {} : { record: failure.origin.key }),
    },
  ];
}

async function checkSteps({ expect, placeOf }: RunnableTest, observed: Observed): Promise<readonly TestFailure[]> {
  const failures: TestFailure[] = [];
  for (const [step, { payloads, count, failed }] of Object.entries(expect.steps ?? {})) {
    const place = joinPointer(placeOf('steps'), step);
    const shown = shownPayloads(observed.handedOn, step);
    const counted = observed.result.steps.find(({ name }) => name === step);
    const about = { code: 'test/expectation-failed', step } as const;
    if (count !== undefined && count !== shown.length)
      failures.push({
        ...about,
        pointer: joinPointer(place, 'count'),
        message: `Step "${step}" hands on ${shown.length} payloads, and ${count} are expected.`,
      });
    if (failed !== undefined && failed !== (counted?.failed ?? 0))
      failures.push({
        ...about,
        pointer: joinPointer(place, 'failed'),
        message: `${counted?.failed ?? 0} payloads fail at step "${step}", and ${failed} are expected to.`,
      });
    if (payloads === undefined) continue;
    const what = `What step "${step}" hands on`;
    for (const failure of await compare(payloads, shown, what, joinPointer(place, 'payloads')))
      failures.push({ ...failure, step, ...recordAt(observed.handedOn.get(step), failure) });
  }
  return failures;
}

/** The record of the payload in which the first difference is. */
function recordAt(
  payloads: readonly Payload[] | undefined,
  { at }: { readonly at?: string },
): Pick<TestFailure, 'record'> {
  const origin = payloads?.[Number(at?.split('/')[1] ?? Number.NaN)]?.origin;
  const record = origin?.key ?? origin?.path;
  return record === undefined ? {} : { record };
}

async function checkPools({ expect, placeOf }: RunnableTest, { stores }: Observed): Promise<readonly TestFailure[]> {
  const failures: TestFailure[] = [];
  for (const [pool, types] of Object.entries(expect.pools ?? {})) {
    const keys = await stores.pools.list(pool);
    for (const [entityType, expected] of Object.entries(types)) {
      const actual = keys.filter((one) => one.entityType === entityType).map(({ key }) => key);
      const what = `Pool "${pool}", entity type "${entityType}",`;
      // A pool has no order.
      const wanted = Array.isArray(expected) ? { $anyOrder: expected as unknown[] } : expected;
      failures.push(...(await compare(wanted, actual, what, joinPointer(placeOf('pools'), pool, entityType))));
    }
  }
  return failures;
}

async function checkCaches(
  { expect, placeOf }: RunnableTest,
  { stores }: Observed,
  subject: Subject,
): Promise<readonly TestFailure[]> {
  const failures: TestFailure[] = [];
  for (const [index, { cache, key, scope, value }] of (expect.caches ?? []).entries()) {
    const found = await stores.caches.get(cacheOwner(subject, scope), cache, key, 0);
    const actual = found === undefined ? undefined : readCached(found);
    const place = joinPointer(placeOf('caches'), index, 'value');
    failures.push(...(await compare(value, actual, `Key "${key}" of cache "${cache}"`, place)));
  }
  return failures;
}

function readCached({ format, bytes }: { readonly format: string; readonly bytes: Uint8Array }): unknown {
  const text = Buffer.from(bytes).toString('utf8');
  return format === 'json' && text !== '' ? parseJson(text) : text;
}

function checkLog({ expect, placeOf }: RunnableTest, { events }: Observed): readonly TestFailure[] {
  let from = 0;
  for (const [index, wanted] of (expect.log ?? []).entries()) {
    const at = events.findIndex((event, place) => place >= from && matchJson(partial(wanted), event).isEqual);
    if (at < 0)
      return [
        {
          code: 'test/expectation-failed',
          pointer: joinPointer(placeOf('log'), index),
          message: `The log has no event like ${JSON.stringify(wanted)}${index === 0 ? '' : ' behind the one before'}.`,
          help: `Its events: ${[...new Set(events.map(({ event }) => event))].join(', ')}. Run with --json to read them.`,
        },
      ];
    from = at + 1;
  }
  return [];
}

async function compare(
  expected: unknown,
  actual: unknown,
  what: string,
  pointer: string,
): Promise<(TestFailure & { readonly at?: string })[]> {
  const match = matchJson(expected, actual);
  if (match.isEqual) return [];
  const at = match.at === undefined || match.at === '' ? '' : ` at ${match.at}`;
  return [
    {
      code: 'test/expectation-failed',
      pointer,
      message: actual === undefined ? `${what} is not there.` : `${what} is not as expected${at}.`,
      diff: await unifiedDiff(
        { label: 'expected', text: jsonLines(match.expected) },
        { label: 'came', text: jsonLines(actual) },
        3,
      ),
      ...(match.at === undefined ? {} : { at: match.at }),
    },
  ];
}

function jsonLines(value: unknown): string {
  return value === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`;
}

/** Of an object only the members given are looked at; matchers stay what they are. */
function partial(expected: unknown): unknown {
  const isMatcher =
    isObject(expected) && Object.keys(expected).length === 1 && Object.keys(expected)[0]?.startsWith('$');
  return isObject(expected) && isMatcher !== true ? { $partial: expected } : expected;
}

/** A failure as tests write it: the key of the record is a member of its own. */
function shownFailure({ origin, ...failure }: Failure): unknown {
  return plain({
    ...failure,
    ...(origin?.key === undefined ? {} : { key: origin.key }),
    ...(origin === undefined ? {} : { origin }),
  });
}

function shownAnswer({ answer }: Observed): unknown {
  return answer === undefined ? undefined : { status: answer.status, body: parsed(answer.body) };
}

function parsed(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}

/** Members without a value are none. */
function plain(value: object): unknown {
  return parseJson(JSON.stringify(value));
}
