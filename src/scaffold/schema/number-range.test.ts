import { describe, expect, it } from 'vitest';
import { exactLimit, numberRange } from './number-range.ts';

describe('what numbers of a schema can be', () => {
  it.each([
    [{ type: 'integer' }, 'ordinary'],
    [{ type: 'integer', format: 'int32' }, 'ordinary'],
    [{ type: 'integer', format: 'int64' }, 'long'],
    [{ type: 'integer', format: 'uint64', minimum: 0 }, 'long'],
    [{ type: 'integer', format: 'int64', minimum: 1, maximum: 100 }, 'ordinary'],
    [{ type: 'integer', format: 'int64', exclusiveMaximum: 2 ** 53 }, 'long'],
    [{ type: 'integer', maximum: 2 ** 63 }, 'long'],
    [{ type: 'integer', minimum: -(2 ** 63), maximum: 5 }, 'long'],
    [{ type: 'number' }, 'ordinary'],
    [{ type: 'number', format: 'double' }, 'ordinary'],
    [{ type: 'number', format: 'int64' }, 'long'],
    [{ type: 'number', format: 'decimal' }, 'exact'],
    [{ type: 'integer', format: 'decimal' }, 'ordinary'],
  ] as const)('%j: %s', (schema, range) => expect(numberRange(schema)).toBe(range));
});

it.each([
  [10, 10],
  [1.5, 1.5],
  [2 ** 63, 9_223_372_036_854_775_807n],
  [-(2 ** 63), -9_223_372_036_854_775_808n],
  [2 ** 64, 18_446_744_073_709_551_615n],
  [2 ** 60, 1_152_921_504_606_846_976n],
  [1e300, 1e300],
])('a limit of %d is written as %s', (limit, written) => expect(exactLimit(limit)).toBe(written));
