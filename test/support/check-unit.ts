import { expect } from 'vitest';
import { resolveProfile } from '../../src/config/profile.ts';
import type {
  AuthCase,
  FormatCase,
  OperatorCase,
  PaginationCase,
  ShapeCase,
  TransformCase,
} from '../../src/contract/cases.ts';
import type { DocumentFormat } from '../../src/contract/define-format.ts';
import type { Operator } from '../../src/contract/define-operator.ts';
import { TransformError, type Transform, type TransformFunction } from '../../src/contract/define-transform.ts';
import { isRunError } from '../../src/contract/errors.ts';
import { encodedPayload, payloadText, type Payload } from '../../src/contract/payload.ts';
import { compilePattern } from '../../src/operators/pattern.ts';
import { openCodecs } from '../../src/runtime/codecs.ts';
import { compilePath } from '../../src/text/path.ts';
import { compileTransform } from '../../src/transforms/compile.ts';
import { compareRequests } from './compare-requests.ts';
import { runAuthCase, runPaginationCase } from './run-exchanges.ts';
import { runShapeCase } from './run-shape-case.ts';
import { transformContext } from './transform-context.ts';

/** How a value reads in the name of a test; `undefined` is a missing field. */
export function text(value: unknown): string {
  return JSON.stringify(value) ?? 'missing';
}

/** Equal as values and as JSON text: two numbers that are kept as they were written look equal to `toEqual`. */
function expectSame(found: readonly unknown[], expected: readonly unknown[]): void {
  expect(found.map(text)).toEqual(expected.map(text));
  expect(found).toEqual(expected);
}

/** Holds an operator against one of its examples. */
export function checkOperator(unit: Operator, one: OperatorCase): void {
  const { value, type, dateFormat, matches = [], differs = [] } = one;
  const options = {
    type,
    ...(dateFormat === undefined ? {} : { dateFormat }),
    nowMs: Date.UTC(2026, 2, 1, 10),
    compilePattern,
  };
  if (one.refuses !== undefined) {
    expect(() => unit.compile(value, options)).toThrow(one.refuses);
    return;
  }
  const test = unit.compile(value, options);
  const found = (inputs: readonly unknown[]): string[] => inputs.filter(test).map(text);
  expect(found(matches)).toEqual(matches.map(text));
  expect(found(differs)).toEqual([]);
}

/** Holds a transform against one of its examples. */
export async function checkTransform({ name }: Transform, one: TransformCase): Promise<void> {
  const context = transformContext(one);
  const call = { function: name, ...(one.arguments === undefined ? {} : { arguments: one.arguments }) };
  const compile = (): TransformFunction => compileTransform(call, context);
  if (one.refusesArguments !== undefined) {
    expect(await failureOf(compile)).toContain(one.refusesArguments);
    return;
  }
  const run = compile();
  const gives = one.gives ?? [];
  const runAll = (): Promise<unknown[][]> => context.complete(() => gives.map(([input]) => [input, run(input)]));
  expectSame(await runAll(), gives);
  // Compiled once, it gives the same again.
  expectSame(await runAll(), gives);
  expect(context.warnings()).toEqual(one.warns === undefined ? [] : [one.warns]);
  for (const [input, message] of one.refuses ?? [])
    expect(await failureOf(() => context.complete(() => run(input))), text(input)).toContain(message);
}

/** The message of a failure that a map step reports by its code; anything else is a bug. */
async function failureOf(run: () => unknown): Promise<string> {
  try {
    return `nothing failed, and it gave ${text(await run())}`;
  } catch (error) {
    if (error instanceof TransformError || isRunError(error)) return error.message;
    throw error;
  }
}

/** Holds a shape against one of its examples. */
export async function checkShape({ kind }: { readonly kind: string }, one: ShapeCase): Promise<void> {
  const { gives = [], meta = {}, notifies = [], warns = [], fails = [], leaves = {}, requests } = one;
  const codes = [fails].flat();
  const outcome = await runShapeCase(kind, one);
  expect(outcome.failures.map((failure) => failure.split(': ')[0])).toEqual(codes);
  expect(outcome.status).toBe(one.status ?? (codes.length > 0 ? 'FAILURE' : 'SUCCESS'));
  expectSame(outcome.gives, gives);
  expect(outcome.meta).toEqual(meta);
  expect(outcome.notifies).toEqual(notifies);
  expect(outcome.queued).toEqual(one.queues ?? []);
  if (one.answersCaller !== undefined) expect(outcome.answered).toEqual(one.answersCaller);
  expect(outcome.warns).toEqual(warns);
  expect(outcome.leaves).toMatchObject({
    ...(leaves.pools === undefined ? {} : { pools: leaves.pools }),
    ...(leaves.caches === undefined ? {} : { caches: leaves.caches }),
    tracked: leaves.tracked ?? [],
  });
  if (requests !== undefined) compareRequests(outcome.requests, requests);
}

/** Holds an authentication method against one of its examples; no value of the instance is shown anywhere. */
export async function checkAuth({ type }: { readonly type: string }, one: AuthCase): Promise<void> {
  const { requests, result, shown, login } = await runAuthCase(type, one);
  expect(login).toBe(one.leaves);
  expect(result.failures.map(({ code }) => code)).toEqual(one.fails === undefined ? [] : [one.fails]);
  expect(result.warnings).toEqual(one.warns ?? []);
  compareRequests(requests, one.exchanges);
  for (const secret of [...Object.values(one.values ?? {}), one.login ?? '', login ?? ''])
    if (secret.length > 2) expect(shown).not.toContain(secret);
}

/** Holds a pagination method against one of its examples: the requests, and each record once. */
export async function checkPagination({ method }: { readonly method: string }, one: PaginationCase): Promise<void> {
  const { requests, pages, result } = await runPaginationCase(method, one);
  expect(result.failures.map(({ code }) => code)).toEqual(one.fails === undefined ? [] : [one.fails]);
  compareRequests(requests, one.exchanges);
  const { dataPath = '' } = (one.endpoint ?? {}) as { dataPath?: string }; // a member of endpoints
  const recordsOf = compilePath(dataPath);
  const records = (bodies: readonly unknown[]): unknown[] => bodies.flatMap((body) => recordsOf(body) ?? []);
  expect(records(pages)).toEqual(one.gives ?? records(one.exchanges.map(({ answer }) => answer?.body)));
}

/** Holds a format against one of its examples. */
export async function checkFormat({ format }: DocumentFormat, one: FormatCase): Promise<void> {
  const profile = resolveProfile(one.profile);
  const codec = await openCodecs((key) => profile[key]).load(format);
  const own = codec === undefined ? {} : { codec };
  const read = (document: string): Payload =>
    encodedPayload(Buffer.from(document), {
      format,
      meta: {},
      ...own,
      ...(one.given === undefined ? {} : { layout: one.given }),
    });
  if (one.refuses !== undefined) {
    const refused = read(one.text ?? '');
    expect(codeOf(() => refused.value)).toBe(one.refuses);
    return;
  }
  if (one.text !== undefined) {
    const payload = read(one.text);
    expect(text(payload.value)).toBe(text(one.value));
    expect(payloadText(payload)).toBe(one.text);
    // Printed from its value, it is the same text.
    const { value, layout } = payload;
    expect(payloadText({ ...own, format, meta: {}, value, layout })).toBe(one.text);
  }
  for (const [value, document] of one.prints ?? []) {
    expect(payloadText({ ...own, format, meta: {}, value })).toBe(document);
    expect(payloadText(read(document))).toBe(document);
  }
  for (const value of one.refusesValues ?? [])
    expect([value, codeOf(() => payloadText({ ...own, format, meta: {}, value }))]).toEqual([
      value,
      'run/not-expressible',
    ]);
}

function codeOf(work: () => unknown): string | undefined {
  try {
    work();
    return undefined;
  } catch (error) {
    return isRunError(error) ? error.code : String(error);
  }
}
