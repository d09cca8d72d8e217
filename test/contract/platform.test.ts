import { describe, expect, it } from 'vitest';
import Run from '../../commands/run.ts';
import { compileTemplate } from '../../src/contract/template.ts';
import { formats } from '../../src/formats/index.ts';
import { operators } from '../../src/operators/index.ts';
import { findOperator } from '../../src/operators/find.ts';
import { findShape } from '../../src/shapes/find.ts';
import { shapes } from '../../src/shapes/index.ts';
import { compileDateFormat } from '../../src/text/php-date.ts';
import { findTransform } from '../../src/transforms/find.ts';
import { transforms } from '../../src/transforms/index.ts';
import {
  dateTokens,
  formatRows,
  operatorRows,
  shapeRows,
  transformRows,
  triggerRows,
  variableRows,
  type PlatformRow,
} from '../platform/catalogue.ts';
import { bareContext } from '../support/transform-context.ts';

const tables = [
  ['transform', transformRows, findTransform, transforms],
  ['operator', operatorRows, findOperator, operators],
] as const;

describe.each(tables)('every %s of the platform', (_, rows, find, units) => {
  it.each(rows.map((row) => [row.name, row] as const))('%s has a unit, or a reason why not', (__, row) => {
    const found = new Set([row.name, ...(row.names ?? [])].map((name) => find(name)));
    expect(found.size).toBe(1);
    if (found.has(undefined)) expect(row.reason).toBeTypeOf('string');
  });

  it('is all that there is', () => {
    const named = new Set<unknown>(rows.map(({ name }) => find(name)));
    expect((units as readonly object[]).filter((unit) => !named.has(unit))).toEqual([]);
  });
});

describe('every shape of the platform', () => {
  it.each(shapeRows.map((row) => [row.name, row] as const))('%s is known by its identifiers', (_, row: PlatformRow) => {
    const found = new Set((row.names ?? []).map((name) => findShape(name)));
    expect(found.size).toBe(1);
    const [shape] = found;
    expect(shape).toBeDefined();
    if (shape?.run === undefined) expect(row.reason).toBeTypeOf('string');
  });

  it('is all that there is', () => {
    const named = new Set<unknown>(shapeRows.flatMap(({ names = [] }) => names.map((name) => findShape(name))));
    expect(shapes.filter((shape) => !named.has(shape))).toEqual([]);
  });
});

it('every trigger of the platform can be named', () => {
  expect(triggerRows.map(({ value }) => value)).toEqual(Run.flags.trigger.options);
});

it('every format of the platform has a codec', () => {
  expect(formats.map(({ format }) => format).toSorted()).toEqual(formatRows.map(({ name }) => name).toSorted());
});

describe('every variable of the platform', () => {
  const { context } = bareContext({
    variables: [['since', 'today']],
    environment: { name: 'staging', variables: new Map([['region', 'eu']]) },
  });
  const value = { id: 7, lines: [{ sku: 'a' }, { sku: 'b' }] };
  it.each(variableRows)('$name', ({ probe, becomes }) => {
    expect(compileTemplate(probe, context)({ value, format: 'json', meta: { shop: 'uk' } })).toBe(becomes);
  });
});

it.each(Array.from(dateTokens))('the date token "%s" is written', (token) => {
  const written = compileDateFormat(token)({ epochMs: Date.UTC(2026, 6, 15, 13, 14, 15, 167), offsetMinutes: 60 });
  expect(written).not.toBe(token);
  expect(written).not.toBe('');
});
