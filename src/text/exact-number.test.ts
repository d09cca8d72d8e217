import { describe, expect, it } from 'vitest';
import { canonicalNumber, ExactNumber } from './exact-number.ts';
import { canonicalJson, keyText } from './json.ts';

describe('canonicalNumber', () => {
  it.each([
    ['1.0', '1'],
    ['1e0', '1'],
    ['19.90', '19.9'],
    ['-0', '0'],
    ['-0.0', '0'],
    ['0.000', '0'],
    ['1e2', '100'],
    ['1.50E+3', '1500'],
    ['12e-1', '1.2'],
    ['5e-7', '0.0000005'],
    ['-1200e-2', '-12'],
    ['12345678901234567890', '12345678901234567890'],
    ['12345678901234567891', '12345678901234567891'],
    ['9007199254740993.0', '9007199254740993'],
    ['1e399', `1${'0'.repeat(399)}`],
    ['1e400', '0.1e401'],
    ['10e400', '0.1e402'],
    ['1e-99999999999999999999', '0.1e-99999999999999999998'],
  ])('%s is %s', (text, canonical) => {
    expect(canonicalNumber(new ExactNumber(text))).toBe(canonical);
  });

  it('is one text for a key, alone or inside a record', () => {
    const ways = [1e21, new ExactNumber('1e21'), new ExactNumber('1000000000000000000000')];
    expect(new Set(ways.map(keyText))).toEqual(new Set(['1000000000000000000000']));
    expect(new Set(ways.map((id) => canonicalJson({ id }))).size).toBe(1);
  });

  it('agrees with what JavaScript writes for plain numbers', () => {
    for (const value of [0, 1, -1, 0.5, 100, 123456.789, 1e15, 0.001, 1e21, -1.5e22, 1e-7])
      expect(canonicalNumber(new ExactNumber(JSON.stringify(value)))).toBe(canonicalNumber(value));
  });
});
