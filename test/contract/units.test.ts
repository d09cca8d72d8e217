import { describe, expect, it } from 'vitest';
import { authUnitsWithCases } from '../../src/auth/cases.ts';
import { authUnits } from '../../src/auth/index.ts';
import type { FormatCase } from '../../src/contract/cases.ts';
import { formatsWithCases } from '../../src/formats/cases.ts';
import { formats } from '../../src/formats/index.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { findOperator } from '../../src/operators/find.ts';
import { operators } from '../../src/operators/index.ts';
import { paginationUnitsWithCases } from '../../src/pagination/cases.ts';
import { paginationUnits } from '../../src/pagination/index.ts';
import { shapesWithCases } from '../../src/shapes/cases.ts';
import { findShape } from '../../src/shapes/find.ts';
import { shapes } from '../../src/shapes/index.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import { findTransform } from '../../src/transforms/find.ts';
import { transforms } from '../../src/transforms/index.ts';
import {
  checkAuth,
  checkFormat,
  checkOperator,
  checkPagination,
  checkShape,
  checkTransform,
  text,
} from '../support/check-unit.ts';

describe('the catalogues', () => {
  it.each([
    ['operators', operators, operatorsWithCases],
    ['transforms', transforms, transformsWithCases],
    ['shapes', shapes, shapesWithCases],
    ['authentication methods', authUnits, authUnitsWithCases],
    ['formats', formats, formatsWithCases],
    ['pagination methods', paginationUnits, paginationUnitsWithCases],
  ] as const)('have examples for all %s', (_, units, withCases) => {
    expect(withCases.map(({ unit }) => unit)).toEqual(units);
    expect(withCases.filter(({ cases }) => cases.length === 0).map(({ file }) => file)).toEqual([]);
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

/** Examples as rows of a table of tests. */
function rows<Case>(cases: readonly Case[], nameOf: (one: Case) => string): readonly (readonly [string, Case])[] {
  return cases.map((one, index) => [`${index + 1}: ${nameOf(one)}`, one]);
}

describe.each(operatorsWithCases.map((one) => [one.unit.id, one] as const))('operator %s', (_, { unit, cases }) => {
  it('says whether it takes a value', () => {
    expect(cases.some(({ value }) => value !== undefined)).toBe(unit.takesValue);
  });

  it('says what a missing field, null, text and a number do', () => {
    const fields = cases.flatMap(({ matches = [], differs = [] }) => [...matches, ...differs]);
    const kinds = new Set(fields.map((field) => (field === null ? 'null' : typeof field)));
    expect([...kinds]).toEqual(expect.arrayContaining(['undefined', 'null', 'string', 'number']));
  });

  it.each(rows(cases, ({ type, value }) => `${type ?? 'any type'} ${text(value)}`))('%s', (__, one) =>
    checkOperator(unit, one),
  );
});

describe.each(transformsWithCases.map((one) => [one.unit.name, one] as const))('transform %s', (_, { unit, cases }) => {
  it('has examples of what it gives', () => {
    expect(cases.some(({ gives = [] }) => gives.length > 0)).toBe(true);
  });

  it.each(rows(cases, (one) => text(one.arguments ?? {})))('%s', (__, one) => checkTransform(unit, one));
});

describe.each(formatsWithCases.map((one) => [one.unit.format, one] as const))('format %s', (_, { unit, cases }) => {
  it.each(rows<FormatCase>(cases, (one) => text(one.text ?? one.prints ?? one.refusesValues)))('%s', (__, one) =>
    checkFormat(unit, one),
  );
});

describe.each(shapesWithCases.map((one) => [one.unit.kind, one] as const))('shape %s', (_, { unit, cases }) => {
  it('has examples of what it gives, where it can be run', () => {
    expect(cases.some(({ gives = [] }) => gives.length > 0)).toBe('run' in unit);
  });

  it.each(rows(cases, ({ config = {} }) => text(config)))('%s', (__, one) => checkShape(unit, one));
});

describe.each(authUnitsWithCases.map((one) => [one.unit.type, one] as const))(
  'authentication %s',
  (_, { unit, cases }) => {
    it.each(rows(cases, ({ method = {} }) => text(method)))('%s', (__, one) => checkAuth(unit, one));
  },
);

describe.each(paginationUnitsWithCases.map((one) => [one.unit.method, one] as const))(
  'pagination %s',
  (_, { unit, cases }) => {
    it.each(rows(cases, ({ options = {} }) => text(options)))('%s', (__, one) => checkPagination(unit, one));
  },
);
