import type { ExpectedRequest } from '../flow/flow-test.ts';
import { matchJson } from '../text/json-matchers.ts';
import { joinPointer } from '../text/pointer.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import type { SeenRequest } from './exchanges.ts';
import type { TestFailure } from './failure.ts';
import { fitsLine, parseRequestLine } from './request-line.ts';

/** Compares the requests that left with those that are expected, in order. */
export async function checkRequests(
  expected: readonly ExpectedRequest[],
  seen: readonly SeenRequest[],
  place: string,
): Promise<readonly TestFailure[]> {
  if (expected.length !== seen.length) return [await otherNumber(expected, seen, place)];
  const failures: TestFailure[] = [];
  for (const [index, one] of expected.entries()) {
    const request = seen[index] as SeenRequest; // as many as are expected
    const failure = await checkRequest(one, request, index, joinPointer(place, index));
    if (failure !== undefined) failures.push(failure);
  }
  return failures;
}

async function checkRequest(
  expected: ExpectedRequest,
  request: SeenRequest,
  index: number,
  pointer: string,
): Promise<TestFailure | undefined> {
  const about = { code: 'test/expectation-failed', ...originOf(request) } as const;
  const name = `Request ${index + 1}`;
  const [wanted, actual] = [shownExpected(expected, request), shownSeen(expected, request)];
  const diff = await unifiedDiff(
    { label: 'expected', text: textOf(wanted) },
    { label: 'sent', text: textOf(actual) },
    3,
  );
  if (!isSameLine(expected, request))
    return {
      ...about,
      pointer: joinPointer(pointer, 'request'),
      message: `${name} is "${request.line}"${atInstance(expected, request)}, and "${expected.request}"${expected.instance === undefined ? '' : ` at "${expected.instance}"`} is expected.`,
      diff,
    };
  if (Object.hasOwn(expected, 'body')) {
    const match = matchJson(expected.body, request.body);
    if (!match.isEqual)
      return {
        ...about,
        pointer: joinPointer(pointer, 'body'),
        message: `${name}, "${request.line}", has another body${match.at === undefined || match.at === '' ? '' : ` at ${match.at}`}.`,
        diff,
      };
  }
  for (const [header, value] of Object.entries(expected.headers ?? {})) {
    const sent = request.headers[header.toLowerCase()];
    if (!matchJson(value, sent).isEqual)
      return {
        ...about,
        pointer: joinPointer(pointer, 'headers', header),
        message: `${name}, "${request.line}", has ${sent === undefined ? 'no header' : 'another header'} "${header}".`,
        diff,
      };
  }
  return undefined;
}

async function otherNumber(
  expected: readonly ExpectedRequest[],
  seen: readonly SeenRequest[],
  pointer: string,
): Promise<TestFailure> {
  const withBodies = expected.some((one) => Object.hasOwn(one, 'body'));
  const bodies: ExpectedRequest = { request: '', ...(withBodies ? { body: true } : {}) };
  const left = [...seen];
  const wanted = expected.map((one) => {
    const at = left.findIndex((request) => isSameLine(one, request));
    const [partner] = at < 0 ? [] : left.splice(at, 1);
    return partner === undefined ? withoutHeaders(one) : withoutHeaders(shownExpected(one, partner));
  });
  const [first] = left;
  return {
    code: 'test/expectation-failed',
    pointer,
    message: `${seen.length} ${seen.length === 1 ? 'request' : 'requests'} left, and ${expected.length} ${expected.length === 1 ? 'is' : 'are'} expected.`,
    ...(first === undefined ? {} : originOf(first)),
    diff: await unifiedDiff(
      { label: 'expected', text: wanted.map(textOf).join('') },
      { label: 'sent', text: seen.map((request) => textOf(shownSeen(bodies, request))).join('') },
      2,
    ),
  };
}

function isSameLine(expected: ExpectedRequest, request: SeenRequest): boolean {
  return (
    (expected.instance === undefined || expected.instance === request.instance) &&
    fitsLine(parseRequestLine(expected.request), request)
  );
}

/** What is expected, with what came where it fits. */
function shownExpected(expected: ExpectedRequest, request: SeenRequest): ExpectedRequest {
  const headers = Object.entries(expected.headers ?? {}).map(([name, value]) => [
    name,
    matchJson(value, request.headers[name.toLowerCase()]).expected,
  ]);
  return {
    request: isSameLine(expected, request) ? request.line : expected.request,
    ...(expected.instance === undefined ? {} : { instance: expected.instance }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as Record<string, unknown> }),
    ...(Object.hasOwn(expected, 'body') ? { body: matchJson(expected.body, request.body).expected } : {}),
  };
}

/** Of what came, what is looked at. */
function shownSeen(expected: ExpectedRequest, request: SeenRequest): ExpectedRequest {
  const headers = Object.keys(expected.headers ?? {}).map((name) => [name, request.headers[name.toLowerCase()]]);
  return {
    request: request.line,
    ...(expected.instance === undefined ? {} : { instance: request.instance }),
    ...(headers.length === 0 ? {} : { headers: Object.fromEntries(headers) as Record<string, unknown> }),
    ...(Object.hasOwn(expected, 'body') ? { body: request.body } : {}),
  };
}

function withoutHeaders(expected: ExpectedRequest): ExpectedRequest {
  return { request: expected.request, ...(Object.hasOwn(expected, 'body') ? { body: expected.body } : {}) };
}

function textOf({ request, ...rest }: ExpectedRequest): string {
  const parts = Object.entries(rest).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}: ${JSON.stringify(value, null, 2)}`],
  );
  return `${[request, ...parts].join('\n')}\n`;
}

function atInstance(expected: ExpectedRequest, request: SeenRequest): string {
  return expected.instance === undefined ? '' : ` at "${request.instance}"`;
}

export function originOf({ step, record }: SeenRequest): Pick<TestFailure, 'step' | 'record'> {
  return { ...(step === undefined ? {} : { step }), ...(record === undefined ? {} : { record }) };
}
