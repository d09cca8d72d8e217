import { describe, expect, it } from 'vitest';
import { parseEnvFile } from './env-file.ts';

const valueOf = (line: string): string | undefined => parseEnvFile(`A=1\n${line}\nZ=2`).get('P');

describe('a value of an .env file', () => {
  it.each([
    ['P=plain', 'plain'],
    ['P=a#b', 'a#b'],
    ['P=a#b # why', 'a#b'],
    ['P=a\t# why', 'a'],
    ['P=#abc', '#abc'],
    ['P= # nothing', ''],
    ['P=', ''],
    ['P=  two words  ', 'two words'],
    ['P = spaced', 'spaced'],
    ['  export P=exported', 'exported'],
    ['P=tail==', 'tail=='],
    ['P=a=b=c', 'a=b=c'],
    ['P=x$Y${Z}', 'x$Y${Z}'],
    ['P=Größe', 'Größe'],
    ['P=漢字👍', '漢字👍'],
    ['P="a#b c"', 'a#b c'],
    ['P="  kept  "', '  kept  '],
    ['P="a" # why', 'a'],
    ['P="a # b" # why', 'a # b'],
    [String.raw`P="a\"b\\c\nd\te\rf\x"`, 'a"b\\c\nd\te\rf\\x'],
    ['P="two\nlines"', 'two\nlines'],
    [`P='x$Y"z'`, 'x$Y"z'],
    [String.raw`P='a\nb'`, String.raw`a\nb`],
    ['P=`a"b\'c`', `a"b'c`],
    ['P=""', ''],
    ['P="a"b', '"a"b'],
    ['P="unfinished', '"unfinished'],
    [`P=it's`, `it's`],
    [String.raw`P=a\nb`, String.raw`a\nb`],
    ['P=first\nP=last', 'last'],
    ['#P=comment', undefined],
    ['P without a sign', undefined],
  ])('%j', (line, expected) => {
    expect(valueOf(line)).toBe(expected);
  });

  it('is the same with CRLF and a byte-order mark', () => {
    const values = parseEnvFile('\uFEFFP="a#b c"\r\nQ=a#b\r\n\r\n# why\r\nR=Größe\r\nS=\'x\'\r\n');
    expect([...values]).toEqual([
      ['P', 'a#b c'],
      ['Q', 'a#b'],
      ['R', 'Größe'],
      ['S', 'x'],
    ]);
  });

  it('does not swallow the lines behind an unfinished quote', () => {
    expect([...parseEnvFile('P="a\nQ=b\nR=\'c')]).toEqual([
      ['P', '"a'],
      ['Q', 'b'],
      ['R', "'c"],
    ]);
  });

  it('is found in time, however long the file is', () => {
    const long = `P="${'a\\'.repeat(50_000)}\n${'# x\n'.repeat(50_000)}${'B=c '.repeat(50_000)}`;
    expect(parseEnvFile(long).get('P')).toMatch(/^"a/u);
  });
});
