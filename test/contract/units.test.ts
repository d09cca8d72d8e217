import { describe, expect, it } from 'vitest';
import type { OperatorCase, TransformCase } from '../../src/contract/cases.ts';
import { isRunError } from '../../src/contract/errors.ts';
import { TransformError } from '../../src/contract/define-transform.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { operators } from '../../src/operators/index.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import { compileTransform } from '../../src/transforms/compile.ts';
import { findOperator } from '../../src/operators/find.ts';
import { findTransform } from '../../src/transforms/find.ts';
import { transforms } from '../../src/transforms/index.ts';
import { transformContext } from '../support/transform-context.ts';

/** How a value reads in the name of a test. */
const text = (value: unknown): string => JSON.stringify(value) ?? 'missing';

describe('the catalogues', () => {
  it('have examples for every unit', () => {
    expect(operatorsWithCases.map(({ unit }) => unit)).toEqual(operators);
    expect(transformsWithCases.map(({ unit }) => unit)).toEqual(transforms);
    const bare = [...operatorsWithCases, ...transformsWithCases].filter(({ cases }) => cases.length === 0);
    expect(bare.map(({ file }) => file)).toEqual([]);
  });

  it('find every unit by each of its names', () => {
    for (const operator of operators)
      for (const name of [operator.id, ...operator.aliases, operator.id.toUpperCase()])
        expect(findOperator(name)).toBe(operator);
    for (const transform of transforms)
      for (const name of [transform.name, ...(transform.aliases ?? []), transform.name.replaceAll(' ', '_')])
        expect(findTransform(name)).toBe(transform);
    expect([findOperator('like'), findTransform('reverse')]).toEqual([undefined, undefined]);
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

/** The message of a failure that a map step reports by its code; anything else is a bug. */
function failureOf(run: () => unknown): string {
  try {
    return `nothing failed, and it gave ${text(run())}`;
  } catch (error) {
    if (error instanceof TransformError || isRunError(error)) return error.message;
    throw error;
  }
}
