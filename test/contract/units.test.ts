import { describe, expect, it } from 'vitest';
import type { OperatorCase, PaginationCase, TransformCase } from '../../src/contract/cases.ts';
import { isRunError } from '../../src/contract/errors.ts';
import { TransformError } from '../../src/contract/define-transform.ts';
import { authUnitsWithCases as authWithCases } from '../../src/auth/cases.ts';
import { authUnits } from '../../src/auth/index.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { operators } from '../../src/operators/index.ts';
import { paginationUnitsWithCases as paginationWithCases } from '../../src/pagination/cases.ts';
import { paginationUnits } from '../../src/pagination/index.ts';
import { compilePath } from '../../src/text/path.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import { compileTransform } from '../../src/transforms/compile.ts';
import { findOperator } from '../../src/operators/find.ts';
import { findTransform } from '../../src/transforms/find.ts';
import { transforms } from '../../src/transforms/index.ts';
import { shapesWithCases } from '../../src/shapes/cases.ts';
import { findShape } from '../../src/shapes/find.ts';
import { shapes } from '../../src/shapes/index.ts';
import { compareRequests } from '../support/compare-requests.ts';
import { runAuthCase, runPaginationCase } from '../support/run-exchanges.ts';
import { runShapeCase } from '../support/run-shape-case.ts';
import { transformContext } from '../support/transform-context.ts';

/** How a value reads in the name of a test. */
const text = (value: unknown): string => JSON.stringify(value) ?? 'missing';

describe('the catalogues', () => {
  it('have examples for every unit', () => {
    expect(operatorsWithCases.map(({ unit }) => unit)).toEqual(operators);
    expect(transformsWithCases.map(({ unit }) => unit)).toEqual(transforms);
    expect(shapesWithCases.map(({ unit }) => unit)).toEqual(shapes);
    expect(authWithCases.map(({ unit }) => unit)).toEqual(authUnits);
    expect(paginationWithCases.map(({ unit }) => unit)).toEqual(paginationUnits);
    const bare = [
      ...operatorsWithCases,
      ...transformsWithCases,
      ...shapesWithCases,
      ...authWithCases,
      ...paginationWithCases,
    ].filter(({ cases }) => cases.length === 0);
    expect(bare.map(({ file }) => file)).toEqual([]);
  });

  it('find every unit by each of its names', () => {
    for (const operator of operators)
      for (const name of [operator.id, ...operator.aliases, operator.id.toUpperCase()])
        expect(findOperator(name)).toBe(operator);
    for (const transform of transforms)
      for (const name of [transform.name, ...(transform.aliases ?? []), transform.name.replaceAll(' ', '_')])
        expect(findTransform(name)).toBe(transform);
    for (const shape of shapes) for (const name of shape.identifiers) expect(findShape(name)).toBe(shape);
    expect([findOperator('like'), findTransform('reverse'), findShape('loop')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });
});

describe.each(operatorsWithCases.map((one) => [one.unit.id, one] as const))('operator %s', (_, { unit, cases }) => {
  const compile = ({ value, type, dateFormat }: OperatorCase): ((input: unknown) => boolean) =>
    unit.compile(value, {
      type,
      ...(dateFormat === undefined ? {} : { dateFormat }),
      nowMs: Date.UTC(2026, 2, 1, 10),
    });

  it('says whether it takes a value', () => {
    expect(cases.some(({ value }) => value !== undefined)).toBe(unit.takesValue);
  });

  it.each(cases.map((one) => [`${one.type ?? 'any type'} ${text(one.value)}`, one] as const))('%s', (__, one) => {
    if (one.refuses !== undefined) {
      expect(() => compile(one)).toThrow(expect.objectContaining({ code: one.refuses }));
      return;
    }
    const test = compile(one);
    const found = (inputs: readonly unknown[]): string[] => inputs.filter(test).map(text);
    expect(found(one.matches ?? [])).toEqual((one.matches ?? []).map(text));
    expect(found(one.differs ?? [])).toEqual([]);
  });
});

describe.each(transformsWithCases.map((one) => [one.unit.name, one] as const))('transform %s', (_, { unit, cases }) => {
  const compile = (one: TransformCase, context = transformContext(one)): ((input: unknown) => unknown) =>
    compileTransform(
      { function: unit.name, ...(one.arguments === undefined ? {} : { arguments: one.arguments }) },
      context,
    );

  it('has examples of what it gives', () => {
    expect(cases.some(({ gives = [] }) => gives.length > 0)).toBe(true);
  });

  it.each(cases.map((one, index) => [`${index + 1}: ${text(one.arguments ?? {})}`, one] as const))('%s', (__, one) => {
    if (one.refusesArguments !== undefined) {
      expect(failureOf(() => compile(one))).toContain(one.refusesArguments);
      return;
    }
    const context = transformContext(one);
    const run = compile(one, context);
    const gives = one.gives ?? [];
    const found = gives.map(([input]) => [input, run(input)]);
    expect(found).toEqual(gives);
    // Compiled once, it gives the same again.
    expect(gives.map(([input]) => [input, run(input)])).toEqual(gives);
    expect(context.warnings()).toEqual(one.warns === undefined ? [] : [one.warns]);
    for (const [input, message] of one.refuses ?? [])
      expect(
        failureOf(() => run(input)),
        text(input),
      ).toContain(message);
  });
});

describe.each(shapesWithCases.map((one) => [one.unit.kind, one] as const))('shape %s', (kind, { unit, cases }) => {
  it('has examples of what it gives, where it can be run', () => {
    expect(cases.some(({ gives = [] }) => gives.length > 0)).toBe('run' in unit);
  });

  it.each(cases.map((one, index) => [`${index + 1}: ${text(one.config ?? {})}`, one] as const))(
    '%s',
    async (__, one) => {
      const { gives = [], meta = {}, notifies = [], warns = [], fails = [], leaves = {}, requests } = one;
      const codes = [fails].flat();
      const outcome = await runShapeCase(kind, one);
      expect(outcome.failures.map((failure) => failure.split(': ')[0])).toEqual(codes);
      expect(outcome.status).toBe(one.status ?? (codes.length > 0 ? 'FAILURE' : 'SUCCESS'));
      expect(outcome.gives).toEqual(gives);
      expect(outcome.meta).toEqual(meta);
      expect(outcome.notifies).toEqual(notifies);
      expect(outcome.warns).toEqual(warns);
      expect(outcome.leaves).toMatchObject({
        ...(leaves.pools === undefined ? {} : { pools: leaves.pools }),
        ...(leaves.caches === undefined ? {} : { caches: leaves.caches }),
        tracked: leaves.tracked ?? [],
      });
      if (requests !== undefined) compareRequests(outcome.requests, requests);
    },
  );
});

describe.each(authWithCases.map((one) => [one.unit.type, one] as const))('authentication %s', (type, { cases }) => {
  it.each(cases.map((one, index) => [`${index + 1}: ${text(one.method ?? {})}`, one] as const))(
    '%s',
    async (__, one) => {
      const { requests, result, shown } = await runAuthCase(type, one);
      expect(result.failures.map(({ code }) => code)).toEqual(one.fails === undefined ? [] : [one.fails]);
      expect(result.warnings).toEqual(one.warns ?? []);
      compareRequests(requests, one.exchanges);
      for (const secret of Object.values(one.values ?? {})) if (secret.length > 2) expect(shown).not.toContain(secret);
    },
  );
});

describe.each(paginationWithCases.map((one) => [one.unit.method, one] as const))(
  'pagination %s',
  (method, { cases }) => {
    it.each(cases.map((one: PaginationCase, index) => [`${index + 1}: ${text(one.options ?? {})}`, one] as const))(
      '%s',
      async (__, one) => {
        const { requests, pages, result } = await runPaginationCase(method, one);
        expect(result.failures.map(({ code }) => code)).toEqual(one.fails === undefined ? [] : [one.fails]);
        compareRequests(requests, one.exchanges);
        const { dataPath = '' } = (one.endpoint ?? {}) as { dataPath?: string }; // a member of endpoints
        const recordsOf = compilePath(dataPath);
        const records = (bodies: readonly unknown[]): unknown[] => bodies.flatMap((body) => recordsOf(body) ?? []);
        expect(records(pages)).toEqual(one.gives ?? records(one.exchanges.map(({ answer }) => answer?.body)));
      },
    );
  },
);

/** The message of a failure that a map step reports by its code; anything else is a bug. */
function failureOf(run: () => unknown): string {
  try {
    return `nothing failed, and it gave ${text(run())}`;
  } catch (error) {
    if (error instanceof TransformError || isRunError(error)) return error.message;
    throw error;
  }
}
