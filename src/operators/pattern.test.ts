import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PatternError } from '../contract/define-operator.ts';
import { compilePattern } from './pattern.ts';
import { translatePattern } from './pcre.ts';

const finds = (pattern: string, text: string): boolean => compilePattern(pattern).test(text);

describe('no pattern holds a run up', () => {
  const long = `${'a'.repeat(40)}!`;

  it.each([
    '^(a|a)*$',
    '^((a)*)*$',
    '(a+)+$',
    '^(a|aa)+$',
    '^(.*a){20}$',
    '(x+x+)+y',
    '^([a-z]+)*$',
    '(.*)(.*)(.*)(.*)(.*)[^!]$',
    '^(([a-z])+.)+[A-Z]([a-z])+$',
    '^(\\w+\\s?)*$',
    '^(?:a?){500}a{500}$',
  ])('%s on a text that nearly matches', (pattern) => {
    expect(finds(pattern, long.repeat(20))).toBe(false);
  });

  it('a text that is too long for a large pattern is refused', () => {
    const pattern = compilePattern('([ab]*a[ab]{300}){3}');
    expect(pattern.test('b'.repeat(1000))).toBe(false);
    expect(() => pattern.test('b'.repeat(1_000_000))).toThrow(PatternError);
    expect(finds('b$', 'b'.repeat(1_000_000))).toBe(true);
  });
});

describe('what PCRE means', () => {
  it.each([
    // Escapes of what has no meaning, and of what has one.
    [String.raw`^a\-\d$`, 'a-1', true],
    [String.raw`^\d{3}\/\w+$`, '123/ab', true],
    [String.raw`^\é\ \_\<$`, 'é _<', true],
    [String.raw`^\e\a\f\n\r\t$`, '\u001B\u0007\f\n\r\t', true],
    [String.raw`^\x41\x{1F600}\x\0\o{101}\cA$`, 'A😀\0\0A\u0001', true],
    [String.raw`^\N{U+263A}\N$`, '☺x', true],
    [String.raw`^\Qa.b\E.$`, 'a.bx', true],
    [String.raw`^\Qa.b\E.$`, 'axbx', false],
    [String.raw`^[\Q]^\E]+$`, ']^', true],
    // Sets.
    [String.raw`^\h+$`, ' \t\u00A0\u3000', true],
    [String.raw`^\H$`, '\n', true],
    [String.raw`^[\V]$`, 'a', true],
    [String.raw`^\V$`, '\u2028', false],
    [String.raw`^\s\S$`, '\vx', true],
    [String.raw`\S`, '\v', false],
    [String.raw`[\S]`, '\v', false],
    [String.raw`^\R\R$`, '\r\n\u2029', true],
    [String.raw`^\p{L}\p{^L}\P{Lu}\pN\p{Greek}\p{L&}\p{Xan}$`, 'я1a2αZ3', true],
    ['^[[:alpha:]][[:^digit:]][[:word:]-]$', 'a-_', true],
    [String.raw`^[\d-z]+$`, '5-z', true],
    ['^[a-]+$', 'a-', true],
    ['^[]a]+$', ']a', true],
    ['^[^]a]$', 'b', true],
    [String.raw`^[\b]$`, '\b', true],
    ['^[(?=)+*]+$', '(?=)+*', true],
    ['^.$', '😀', true],
    ['^[^a]$', '😀', true],
    // Ends.
    ['^a$', 'a\n', true],
    ['^a$', 'a\n\n', false],
    ['/^a$/D', 'a\n', false],
    [String.raw`^a\z`, 'a\n', false],
    [String.raw`\Aa\Z`, 'a\n', true],
    [String.raw`\Gb`, 'ab', false],
    // Flags.
    ['/^so-/i', 'SO-1', true],
    ['/a.c/s', 'a\nc', true],
    ['a.c', 'a\nc', false],
    ['/^b$/m', 'a\nb\nc', true],
    ['/ a b # c \n c/x', 'abc', true],
    [String.raw`/a\ [ ]b/x`, 'a  b', true],
    ['/b/A', 'ab', false],
    [String.raw`/^\w\d\s$/u`, 'é٣\u00A0', true],
    [String.raw`^\w$`, 'é', false],
    ['/^[[:upper:]]$/u', 'É', true],
    ['/a/USXn', 'a', true],
    ['(?i)abc', 'ABC', true],
    ['a(?i)B(?-i)C', 'abC', true],
    ['a(?i)B(?-i)C', 'abc', false],
    ['(a(?i)b)C', 'aBC', true],
    ['(a(?i)b)C', 'aBc', false],
    ['a(?i:B)c', 'abc', true],
    ['(?s).(?-s).', '\n\n', false],
    ['(?m)^b(?-m)$', 'a\nb', true],
    ['(?x: a b)c', 'abc', true],
    ['(?^i:A)B', 'aB', true],
    ['(*UTF8)(*UCP)^\\w$', 'é', true],
    // Groups.
    ["(?<a>x)(?P<b>y)(?'c'z)", 'xyz', true],
    ['(?<a>x)(?<a>y)', 'xy', true],
    ['^(?:ab|cd)+$', 'abcd', true],
    ['^(?|ab|cd)$', 'cd', true],
    ['a(?#comment)b', 'ab', true],
    ['(|a)+$', '', true],
    [String.raw`foo\Kbar`, 'foobar', true],
    // Repetitions.
    ['^a{2,3}$', 'aaaa', false],
    ['^a{2}{2}$', 'aaaa', true],
    ['^(a{2}){2}$', 'aaaa', true],
    ['^a{,2}$', 'a{,2}', true],
    ['^a{x}$', 'a{x}', true],
    ['^a{0}b??$', 'b', true],
    ['^a+?b*?$', 'aab', true],
    // Delimiters that are none.
    ['/a', '/a', true],
    ['/orders/2', '/orders/2', true],
    ['/a/b/', 'a/b', true],
  ])('%s on %j: %s', (pattern, text, matches) => {
    expect(finds(pattern, text)).toBe(matches);
  });

  it('is what JavaScript means, where both mean the same', () => {
    const atom = fc.constantFrom(
      'a',
      'b',
      '-',
      String.raw`\d`,
      String.raw`\w`,
      '.',
      '[ab]',
      '[^a-b1]',
      String.raw`\.`,
      'é',
      '(?:)',
    );
    const { pattern } = fc.letrec<{ pattern: string; part: string }>((tie) => ({
      part: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        atom,
        tie('pattern').map((inner) => `(${inner})`),
        tie('pattern').map((inner) => `(?:${inner})`),
        fc
          .tuple(atom, fc.constantFrom('*', '+', '?', '{2}', '{0,2}', '{1,}', '*?', '+?'))
          .map((parts) => parts.join('')),
      ),
      pattern: fc
        .array(fc.oneof({ weight: 5, arbitrary: tie('part') }, fc.constantFrom('|', '^', String.raw`\b`)), {
          maxLength: 6,
        })
        .map((parts) => parts.join('')),
    }));
    const texts = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '1', '-', '.', 'é', '\n'), maxLength: 8 }), {
      minLength: 5,
    });
    fc.assert(
      fc.property(pattern, texts, (source, inputs) => {
        fc.pre(source !== '' && !/^\/.*\/[a-z]*$/iu.test(source));
        const expected = new RegExp(source, 'u');
        const found = compilePattern(source);
        for (const text of inputs)
          expect([source, text, found.test(text)]).toEqual([source, text, expected.test(text)]);
      }),
      { seed: 7, numRuns: 2000 },
    );
  });
});

describe('what cannot be used is refused, with its place and what to write', () => {
  it.each([
    ['', 'empty'],
    ['(', 'group at character 1 is never closed'],
    ['a(b', 'group at character 2 is never closed'],
    ['/a(b/', 'group at character 3 is never closed'],
    ['a)', 'bracket at character 2 closes no group'],
    ['a[b', 'class at character 2 is never closed'],
    ['[^]', 'class at character 1 is never closed'],
    ['*a', 'nothing to repeat in front of "*" at character 1'],
    ['(+)', 'nothing to repeat in front of "+" at character 2'],
    ['a|{2}', 'nothing to repeat in front of "{2}" at character 3'],
    ['[z-a]', 'range at character 2'],
    ['a{3,2}', 'repetition at character 2'],
    ['a{1001}', 'repetition at character 2 makes more than 1000 copies'],
    ['((a{50}){50}){2}', 'repetition at character 9'],
    ['a\\', 'ends with a backslash, at character 2'],
    [String.raw`\y`, String.raw`"\y" at character 1`],
    [String.raw`a\u00e4`, String.raw`"\u" at character 2`],
    [String.raw`\p{Klingon}`, 'set of characters at character 1'],
    ['[[:letters:]]', 'class at character 2 has a name'],
    [String.raw`\x{110000}`, 'no character with the number at character 1'],
    ['(?<1a>b)', 'group at character 1 has a name'],
    ['(?y)a', 'bracket at character 1'],
    ['a'.repeat(1025), '1024'],
    ['/a/g', 'flag "g" at character 4'],
    ['/a/b', 'flag "b"'],
    // Look-around.
    ['(?=a)b', 'look ahead at character 1'],
    ['a(?!b)', 'look ahead at character 2'],
    ['(?<=a)b', 'look behind at character 1'],
    ['x(?<!a)', 'look behind at character 2'],
    // Atomic and possessive.
    ['(?>a)', 'atomic group at character 1'],
    ['a++', 'possessive repetition at character 2'],
    ['a*+', 'possessive'],
    ['a?+', 'possessive'],
    ['a{2}+', 'possessive'],
    ['(a)++', 'possessive repetition at character 4'],
    // References.
    [String.raw`(a)\1`, 'reference back to a group at character 4'],
    [String.raw`(a)\g1`, 'reference back'],
    [String.raw`(a)\g{-1}`, 'reference back'],
    [String.raw`(?<n>a)\k<n>`, 'reference back to a group at character 8'],
    [String.raw`(?<n>a)\k{n}`, 'reference back'],
    ['(?P<n>a)(?P=n)', 'reference back'],
    // Recursion, conditions, verbs, callouts.
    ['(?R)', 'recursion at character 1'],
    ['(a(?1)?)', 'recursion at character 3'],
    ['(?-1)', 'recursion'],
    ['(?&n)', 'recursion'],
    ['(?P>n)', 'recursion'],
    ['(a)(?(1)b|c)', 'condition at character 4'],
    ['a(*SKIP)b', 'verb of PCRE at character 2'],
    ['(?C1)a', 'callout'],
    [String.raw`\Xa`, String.raw`"\X" at character 1`],
    [String.raw`/\ba/u`, 'word boundary at character 2'],
  ])('%s', (pattern, reason) => {
    expect(() => compilePattern(pattern)).toThrow(PatternError);
    expect(() => compilePattern(pattern)).toThrow(reason);
  });

  it('is said without the engine, which is large', () => {
    expect(() => translatePattern('a++')).toThrow(PatternError);
    expect(translatePattern('/a$/i')).toEqual({ source: String.raw`a(?:\n?\z)`, ignoresCase: true });
  });

  it('any text is a pattern or a PatternError', () => {
    const unit = fc.constantFrom(...Array.from('()[]{}?*+|^$.\\-,:=!<>#&/aAbQE19xpPNkgR\'" \n😀é'));
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (pattern) => {
        try {
          compilePattern(pattern).test('ab-1\n');
        } catch (error) {
          expect(error).toBeInstanceOf(PatternError);
          expect(error).toHaveProperty('message', expect.not.stringMatching(/undefined|RE2/u));
        }
      }),
      { seed: 11, numRuns: 20_000 },
    );
  });
});
