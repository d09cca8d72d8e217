import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TransformError } from '../../src/contract/define-transform.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { compilePattern } from '../../src/operators/pattern.ts';
import { ExactNumber } from '../../src/text/exact-number.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import { compileTransform } from '../../src/transforms/compile.ts';
import { transformContext } from '../support/transform-context.ts';

/** Any JSON value, with numbers as they were written. */
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom('12345678901234567890', '-0', '1e400', '0.10').map((text) => new ExactNumber(text)),
  fc.constantFrom('__proto__', 'constructor', '\u0000', '\uD800', '1e999999', '0x1F', ' ', '2026-02-30', '😀'),
);
const settings = { seed: 20_260_301, numRuns: 150 } as const;

describe.each(operatorsWithCases.map((one) => [one.unit.id, one] as const))('operator %s', (_, { unit, cases }) => {
  const uses = cases.filter(({ refuses }) => refuses === undefined);

  it('says yes or no of any field, and of the same field the same', () => {
    fc.assert(
      fc.property(fc.constantFrom(...uses), json, ({ value, type, dateFormat }, field) => {
        const options = { type, nowMs: 0, compilePattern, ...(dateFormat === undefined ? {} : { dateFormat }) };
        const test = unit.compile(value, options);
        expect([true, false]).toContain(test(field));
        expect(test(field)).toBe(unit.compile(value, options)(field));
      }),
      settings,
    );
  });
});

// Scripts are called once for all values of a payload, and have tests of their own.
const values = transformsWithCases.filter(({ unit }) => unit.name !== 'script');

describe.each(values.map((one) => [one.unit.name, one] as const))('transform %s', (_, { unit, cases }) => {
  const uses = cases.filter(({ refusesArguments }) => refusesArguments === undefined);

  it('gives JSON of any value, or refuses it in its own words, and leaves it as it was', () => {
    fc.assert(
      fc.property(fc.constantFrom(...uses), json, (one, input) => {
        const { arguments: args = {} } = one;
        const run = compileTransform({ function: unit.name, arguments: args }, transformContext(one));
        const before = JSON.stringify(input);
        try {
          expect(JSON.stringify(run(input))).toBeTypeOf('string');
        } catch (error) {
          expect(error).toBeInstanceOf(TransformError);
        }
        expect(JSON.stringify(input)).toBe(before);
      }),
      settings,
    );
  });
});
