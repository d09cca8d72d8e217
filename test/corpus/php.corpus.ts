import { describe, expect, it } from 'vitest';
import { findOperator } from '../../src/operators/find.ts';
import { compilePattern } from '../../src/operators/pattern.ts';
import { binaryArithmetic, numberFromText } from '../../src/text/decimal.ts';
import { phpBoolean } from '../../src/text/php-cast.ts';
import { compileDateFormat } from '../../src/text/php-date.ts';
import { compileDateReader } from '../../src/text/read-php-date.ts';
import { zoneClock } from '../../src/text/time-zone.ts';
import { compileTransform } from '../../src/transforms/compile.ts';
import { createRandom } from '../support/estates/random.ts';
import { transformContext } from '../support/transform-context.ts';
import { askPhp, disagreements, hasPhp, type Trial } from './support/php-oracle.ts';

if (!hasPhp)
  console.warn(
    'PHP is missing (apt-get install php-cli php-mbstring): dates, casts, comparisons, rounding, texts and patterns are NOT held against PHP; all these tests are skipped.',
  );

const context = transformContext({});
const apply = (name: string, input: unknown, args: Record<string, unknown> = {}): unknown =>
  compileTransform({ function: name, arguments: args }, context)(input);

const tokens = Array.from('dDjlNSwzWFmMntLoYyxXaABgGhHisuvOPpZUcrT');

function moments(count: number): readonly number[] {
  const random = createRandom(1);
  const edges = [
    '1970-01-01T00:00:00Z',
    '1999-12-31T23:59:59Z',
    '2000-02-29T12:00:00Z',
    '2024-02-29T00:00:00Z',
    '2024-12-30T08:00:00Z',
    '2025-12-29T13:05:09Z',
    '2026-03-29T00:59:59Z',
    '2026-03-29T01:00:00Z',
    '2026-10-25T00:30:00Z',
    '2026-10-25T01:30:00Z',
    '2027-01-03T12:00:00Z',
    '2100-02-28T23:00:00Z',
    '1969-07-20T20:17:40Z',
  ].map((text) => Date.parse(text));
  return [...edges, ...Array.from({ length: count }, () => random.int(-1e9, 4e9) * 1000 + random.int(0, 999))];
}

const zones = ['UTC', 'Europe/Berlin', 'Europe/London', 'America/New_York', 'Asia/Kolkata', 'Australia/Sydney'];
const offsets = [0, 60, -300, 330, 765];

function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

describe.skipIf(!hasPhp)('PHP as the judge of dates', () => {
  const trialsOf = (format: string): readonly Trial<string>[] => {
    const write = compileDateFormat(format);
    // Before 1972 and after 2037 the history of zones is another one in each database.
    const sane = /[IT]/u.test(format) ? moments(60).filter((ms) => ms > 63e9 && ms < 2.14e12) : moments(60);
    return sane.flatMap((epochMs) => {
      const seconds = Math.floor(epochMs / 1000);
      const micros = (epochMs - seconds * 1000) * 1000;
      const inZones = zones.map((zone) => {
        const clock = zoneClock(zone);
        const ours = write({ epochMs, offsetMinutes: clock?.(epochMs) ?? 0, zone });
        return {
          shows: `${format} of ${epochMs} in ${zone}`,
          call: ['date', seconds, micros, zone, format] as const,
          ours,
        };
      });
      const atOffsets = offsets.map((offsetMinutes) => {
        const zone = offsetText(offsetMinutes);
        return {
          shows: `${format} of ${epochMs} at ${zone}`,
          call: ['date', seconds, micros, zone, format] as const,
          ours: write({ epochMs, offsetMinutes }),
        };
      });
      return [...inZones, ...atOffsets];
    });
  };

  it.each([
    ...tokens,
    'e',
    'Y-m-d H:i:s',
    'd.m.Y',
    'D, d M Y',
    String.raw`\Y\e\a\r Y, jS \o\f F`,
    'Y~m%d "x" é',
    'l jS F Y g:ia',
  ])('is of one mind about what "%s" writes', (format) => {
    expect(disagreements(trialsOf(format)).slice(0, 5)).toEqual([]);
  });

  const readable = [
    'Y-m-d',
    'd.m.Y',
    'd/m/Y H:i',
    'd-m-Y',
    'm/d/y',
    'j.n.Y G:i',
    'Ymd',
    'YmdHis',
    'D, d M Y H:i:s O',
    'Y-m-d H:i:s.v',
    'Y-m-d H:i:s.u',
    'j F Y g:i a',
    'l, d-M-y H:i:s',
    'Y-m-d\\TH:i:sP',
    'U',
    'd.m.Y h:i A',
    'Y z',
    'jS F Y',
  ];

  it.each(readable)('is of one mind about what "%s" reads', (format) => {
    const random = createRandom(2);
    const write = compileDateFormat(format);
    const read = compileDateReader(format);
    const texts = moments(80).flatMap((epochMs) => {
      const text = write({ epochMs: epochMs });
      return [text, damaged(text, random.int(0, 99)), damaged(damaged(text, random.int(0, 99)), random.int(0, 99))];
    });
    const trials = [...new Set(texts)].map((text): Trial<unknown> => {
      const date = read(text);
      const seconds = date === undefined ? undefined : Math.floor(date.epochMs / 1000);
      return {
        shows: `${format} reads ${JSON.stringify(text)}`,
        call: ['read', format, text.trim()],
        ours:
          date === undefined || seconds === undefined
            ? null
            : [seconds, Math.round((date.epochMs - seconds * 1000) * 1000) + date.micros],
      };
    });
    // Ours refuse what PHP would not have written: a year of three digits, a day of the week that is another one.
    const written = (php: unknown): string => {
      const [seconds = 0, micros = 0] = php as number[]; // an answer to "read" that is not null
      return write({ epochMs: seconds * 1000 + Math.floor(micros / 1000), micros: micros % 1000 });
    };
    expect(
      disagreements(trials, (ours, php, { call }) =>
        ours === null && Array.isArray(php) ? written(php) !== call[2] : JSON.stringify(ours) === JSON.stringify(php),
      ).slice(0, 5),
    ).toEqual([]);
  });

  it('is of one mind about dates that are moved', () => {
    const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'year'];
    const trials = moments(40).flatMap((epochMs) =>
      offsets.flatMap((offset) =>
        units.flatMap((unit) =>
          [1, -1, 3, 13, -25].map((amount): Trial<unknown> => {
            const zone = offsetText(offset);
            const text = compileDateFormat('c')({ epochMs, offsetMinutes: offset });
            return {
              shows: `${text} ${amount} ${unit}`,
              call: ['modify', Math.floor(epochMs / 1000), zone, `${amount >= 0 ? '+' : ''}${amount} ${unit}`],
              ours: apply('date adjust', text, { units: unit, adjustment: amount }),
            };
          }),
        ),
      ),
    );
    expect(disagreements(trials).slice(0, 5)).toEqual([]);
  });
});

/** One character fewer, more or another. */
function damaged(text: string, choice: number): string {
  const at = choice % Math.max(1, text.length);
  const [head, tail] = [text.slice(0, at), text.slice(at)];
  if (choice % 3 === 0) return head + tail.slice(1);
  return choice % 3 === 1 ? `${head}9${tail.slice(1)}` : `${head} ${tail}`;
}

const numericTexts = [
  '0',
  '1',
  '-1',
  '1.5',
  '007',
  '1e3',
  '1E-2',
  '.5',
  '5.',
  '+3',
  '-0',
  '1e',
  'abc',
  '',
  ' ',
  ' 1',
  '1 ',
  '0x1A',
  '1_000',
  '1,5',
  'NaN',
  'INF',
  '1e400',
  '12abc',
  '--1',
  '1.2.3',
  '\n7',
];

describe.skipIf(!hasPhp)('PHP as the judge of casts and comparisons', () => {
  it('is of one mind about truth', () => {
    const values = [
      null,
      true,
      false,
      0,
      1,
      -1,
      0.5,
      0.1,
      '',
      '0',
      '1',
      '0.0',
      '00',
      'false',
      'no',
      ' ',
      'a',
      [],
      [0],
      [[]],
      '\0',
    ];
    const trials = values.map((value) => ({
      shows: JSON.stringify(value),
      call: ['bool', value] as const,
      ours: phpBoolean(value),
    }));
    expect(disagreements(trials)).toEqual([]);
  });

  it('is of one mind about which texts are numbers, and which', () => {
    const random = createRandom(3);
    const letters = Array.from('0123456789.-+eE ');
    const made = Array.from({ length: 3000 }, () =>
      Array.from({ length: random.int(1, 6) }, () => random.pick(letters)).join(''),
    );
    const trials = [...new Set([...numericTexts, ...made])]
      // Beyond what PHP's numbers hold, ours stay exact.
      .filter((text) => !/e\+?\d{3}/iu.test(text))
      .map((text) => {
        const number = numberFromText(text);
        return {
          shows: JSON.stringify(text),
          call: ['number', text] as const,
          ours: number === undefined ? null : Number(number),
        };
      });
    expect(disagreements(trials, (ours, php) => ours === php || (ours === 0 && php === 0)).slice(0, 5)).toEqual([]);
  });

  it('is of one mind about numbers as text', () => {
    const random = createRandom(4);
    const numbers = [
      0,
      1,
      -1,
      0.1,
      1.5,
      100,
      1e6,
      123456789,
      1.005,
      99.99,
      ...Array.from({ length: 500 }, () => random.int(-1e9, 1e9) / 10 ** random.int(0, 4)),
    ];
    const trials = numbers
      .filter((number) => Math.abs(number) >= 1e-3 || number === 0)
      .map((number) => ({
        shows: String(number),
        // Seventeen digits would show how numbers are stored: JSON keeps the shortest text.
        call: ['text', String(number)] as const,
        ours: apply('cast to string', number),
      }));
    expect(disagreements(trials)).toEqual([]);
  });

  it.each(['eq', 'neq', 'gt', 'gte', 'lt', 'lte'])('is of one mind about "%s"', (id) => {
    const random = createRandom(5);
    const verdict: Record<string, (order: number) => boolean> = {
      eq: (order) => order === 0,
      neq: (order) => order !== 0,
      gt: (order) => order > 0,
      gte: (order) => order >= 0,
      lt: (order) => order < 0,
      lte: (order) => order <= 0,
    };
    const decide = verdict[id];
    const operator = findOperator(id);
    const numbers = [
      '0',
      '1',
      '9',
      '10',
      '9.5',
      '100.0',
      '1e2',
      '-3',
      '007',
      '0.1',
      '1.10',
      ...Array.from({ length: 30 }, () => String(random.int(-500, 500) / 10)),
    ];
    const texts = [
      '',
      'a',
      'A',
      'b',
      'ab',
      'ä',
      'z',
      '007',
      '7',
      '1.10',
      '1.1',
      '10',
      '9',
      '☂',
      '😀',
      '\uE000',
      ' a',
      ...Array.from({ length: 20 }, () =>
        Array.from({ length: 3 }, () => random.pick(['a', 'B', 'é', '1', '-'])).join(''),
      ),
    ];
    const trialsOf = (type: string, call: string, values: readonly string[]): readonly Trial<number>[] =>
      values.flatMap((left) =>
        values.map((right) => ({
          shows: `${type} ${JSON.stringify(left)} ${id} ${JSON.stringify(right)}`,
          call: [call, left, right] as const,
          ours: operator?.compile(right, { type, nowMs: 0 })(left) === true ? 1 : 0,
        })),
      );
    const same = (ours: number, php: unknown): boolean => (ours === 1) === decide?.(Number(php));
    expect(disagreements(trialsOf('number', 'compareNumbers', numbers), same).slice(0, 5)).toEqual([]);
    expect(disagreements(trialsOf('string', 'compareTexts', texts), same).slice(0, 5)).toEqual([]);
  });
});

describe.skipIf(!hasPhp)('PHP as the judge of numbers', () => {
  const random = createRandom(6);
  const amounts = [
    0.5,
    1.5,
    2.5,
    -0.5,
    -1.5,
    1.005,
    2.675,
    1.255,
    99.995,
    19.99,
    0.285,
    1234.5678,
    1e6,
    -2.345,
    ...Array.from({ length: 1500 }, () => random.int(-10_000_000, 10_000_000) / 10 ** random.int(0, 5)),
  ];

  it.each([-2, -1, 0, 1, 2, 3])('is of one mind about rounding to %i places', (precision) => {
    const trials = amounts.map((amount) => ({
      shows: `${amount}`,
      call: ['round', amount, precision] as const,
      ours: Number(apply('round number', amount, { precision })),
    }));
    expect(disagreements(trials, (ours, php) => ours === Number(php)).slice(0, 5)).toEqual([]);
  });

  it('is of one mind about rounding up and down', () => {
    const up = amounts.map((amount) => ({
      shows: `${amount} up`,
      call: ['ceil', amount] as const,
      ours: Number(apply('round number', amount, { mode: 'up' })),
    }));
    const down = amounts.map((amount) => ({
      shows: `${amount} down`,
      call: ['floor', amount] as const,
      ours: Number(apply('round number', amount, { mode: 'down' })),
    }));
    expect(disagreements([...up, ...down], (ours, php) => ours === Number(php)).slice(0, 5)).toEqual([]);
  });

  it('is of one mind about binary arithmetic, which the profile can ask for', () => {
    const trials = (['+', '-', '*', '/'] as const).flatMap((operator) =>
      amounts.slice(0, 300).flatMap((left) =>
        [100, 0.1, 3, 1.19].map((right) => ({
          shows: `${left} ${operator} ${right}`,
          call: ['arithmetic', operator, left, right] as const,
          ours: Number(binaryArithmetic[operator](left, right)),
        })),
      ),
    );
    expect(disagreements(trials, (ours, php) => ours === Number(php)).slice(0, 5)).toEqual([]);
  });
});

describe.skipIf(!hasPhp)('PHP as the judge of texts', () => {
  const random = createRandom(7);
  const letters = [
    'a',
    'B',
    'ä',
    'Ö',
    'ß',
    'é',
    ' ',
    '\t',
    '\n',
    '-',
    ',',
    '😀',
    'ﬁ',
    'Ж',
    'ñ',
    '1',
    '.',
    '\0',
    '\v',
    '\f',
  ];
  const texts = [
    '',
    ' ',
    'two words',
    '  padded  ',
    'STRASSE straße',
    ...Array.from({ length: 600 }, () => Array.from({ length: random.int(1, 9) }, () => random.pick(letters)).join('')),
  ];
  const trials = (make: (text: string) => Omit<Trial<unknown>, 'shows'>): readonly Trial<unknown>[] =>
    texts.map((text) => ({ shows: JSON.stringify(text), ...make(text) }));

  it.each([
    ['trim', 'trim'],
    ['uppercase', 'upper'],
    ['lowercase', 'lower'],
  ])('is of one mind about "%s"', (name, call) => {
    expect(disagreements(trials((text) => ({ call: [call, text], ours: apply(name, text) }))).slice(0, 5)).toEqual([]);
  });

  it('is of one mind about the first characters', () => {
    for (const length of [0, 1, 3, 5])
      expect(
        disagreements(
          trials((text) => ({ call: ['limit', text, length], ours: apply('limit', text, { length }) })),
        ).slice(0, 5),
      ).toEqual([]);
  });

  it('is of one mind about replaced texts, one after the other', () => {
    for (const [search, replacement] of [
      ['a', 'aa'],
      ['ä', ''],
      [['a', 'b'], 'b'],
      [['1', '-', ','], 'é'],
      ['$', '$1'],
    ] as const)
      expect(
        disagreements(
          trials((text) => ({
            call: ['replace', search, replacement, text],
            ours: apply('replace', text, { search, replacement }),
          })),
        ).slice(0, 5),
      ).toEqual([]);
  });

  it('is of one mind about lists that become text, and text that becomes a list', () => {
    for (const delimiter of [',', ' ', '-', ', '])
      expect(
        disagreements([
          ...trials((text) => ({ call: ['explode', delimiter, text], ours: apply('split', text, { delimiter }) })),
          ...texts.slice(0, 200).map((text, index) => {
            const list = [text, 'x', texts[index + 1] ?? ''];
            return {
              shows: JSON.stringify(list),
              call: ['implode', delimiter, list] as const,
              ours: apply('join', list, { delimiter }),
            };
          }),
        ]).slice(0, 5),
      ).toEqual([]);
  });

  it('is of one mind about first and last words', () => {
    expect(
      disagreements(
        trials((text) => ({ call: ['words', text], ours: [apply('first word', text), apply('last word', text)] })),
      ).slice(0, 5),
    ).toEqual([]);
  });

  it.each([
    ['contains', 'contains'],
    ['starts_with', 'starts'],
    ['ends_with', 'ends'],
  ])('is of one mind about "%s"', (id, call) => {
    const found = texts.flatMap((text) =>
      ['a', 'ä', 'ss', ' ', '\n', 'aB', '😀'].map((part) => ({
        shows: `${JSON.stringify(text)} ${id} ${JSON.stringify(part)}`,
        call: [call, text, part] as const,
        ours: findOperator(id)?.compile(part, { type: 'string', nowMs: 0 })(text) === true,
      })),
    );
    expect(disagreements(found).slice(0, 5)).toEqual([]);
  });
});

describe.skipIf(!hasPhp)('PHP as the judge of patterns', () => {
  it('is of one mind about every pattern that is taken', () => {
    const random = createRandom(8);
    const patterns = Array.from({ length: 1500 }, () => makePattern(random, 3));
    const subjects = [
      '',
      'a',
      'ab',
      'abc',
      'aab',
      'ABC',
      'a1',
      '12',
      'a-b',
      'x y',
      'a\nb',
      'a\n',
      'é',
      'äb',
      '_',
      '\t',
      'a.b',
      'aaaa',
      'b]',
      '^a$',
    ];
    const trials: Trial<boolean>[] = [];
    let refused = 0;
    for (const pattern of patterns) {
      let test: ReturnType<typeof compilePattern>;
      try {
        test = compilePattern(pattern);
      } catch {
        refused++;
        continue;
      }
      // Without the flag "u", PCRE works on bytes; ours always means characters.
      const takesAll = /u[a-z]*$/u.test(pattern);
      // RE2 knows no end before the last line break in the middle of a pattern, and a beginning after it.
      const seesLastBreak = /\$[^|)/]|\^.*\/[a-z]*m/u.test(pattern);
      for (const subject of subjects.filter(
        (one) => (takesAll || !/[éä]/u.test(pattern + one)) && !(seesLastBreak && one.endsWith('\n')),
      ))
        trials.push({
          shows: `${pattern} on ${JSON.stringify(subject)}`,
          call: ['match', pattern, subject],
          ours: test.test(subject),
        });
    }
    console.info(`${patterns.length} patterns, ${refused} of them refused`);
    expect(refused).toBeLessThan(patterns.length / 3);
    expect(disagreements(trials).slice(0, 8)).toEqual([]);
  });

  it('is of one mind about the last line break', () => {
    const patterns = ['/^a$/', '/a$/m', '/^a\\z/', '/^a\\Z/', '/^a$|b/', '/(a|b)$/D'];
    const trials = patterns.flatMap((pattern) => {
      try {
        const test = compilePattern(pattern);
        return ['a', 'a\n', 'a\n\n', 'a\nb'].map((subject) => ({
          shows: `${pattern} on ${JSON.stringify(subject)}`,
          call: ['match', pattern, subject] as const,
          ours: test.test(subject),
        }));
      } catch {
        return [];
      }
    });
    expect(trials.length).toBeGreaterThan(12);
    expect(disagreements(trials)).toEqual([]);
  });

  it('answers at all', () => {
    expect(
      askPhp([
        ['match', '/^a+$/', 'aaa'],
        ['match', '/(/', 'a'],
      ]),
    ).toEqual([true, null]);
  });
});

/** A pattern of PCRE between slashes, with the flags that ours know. */
function makePattern(random: ReturnType<typeof createRandom>, depth: number): string {
  const flags = random.pick(['', 'i', 'u', 'iu', 's', 'm', 'x']);
  return `/${alternatives(random, depth)}/${flags}`;
}

function alternatives(random: ReturnType<typeof createRandom>, depth: number): string {
  return Array.from({ length: random.pick([1, 1, 1, 2]) }, () => sequence(random, depth)).join('|');
}

function sequence(random: ReturnType<typeof createRandom>, depth: number): string {
  return Array.from({ length: random.int(1, 3) }, () => piece(random, depth)).join('');
}

function piece(random: ReturnType<typeof createRandom>, depth: number): string {
  const quantifier = random.pick(['', '', '', '*', '+', '?', '{2}', '{1,2}', '*?', '+?']);
  if (depth > 0 && random.chance(0.25))
    return `${random.pick(['(', '(?:', '(?i)(', `(?<n${random.int(0, 1e9)}>`])}${alternatives(random, depth - 1)})${quantifier}`;
  if (random.chance(0.15))
    return random.pick(['^', '$', String.raw`\b`, String.raw`\A`, String.raw`\z`, String.raw`\B`]);
  return (
    random.pick([
      'a',
      'b',
      'c',
      '.',
      '[ ]',
      String.raw`\d`,
      String.raw`\w`,
      String.raw`\s`,
      String.raw`\D`,
      String.raw`\W`,
      String.raw`\S`,
      String.raw`\h`,
      String.raw`\.`,
      String.raw`\-`,
      '[abc]',
      '[^a]',
      '[a-c1]',
      '[[:alpha:]]',
      String.raw`[\d_-]`,
      '[]a]',
      String.raw`\x41`,
      String.raw`\n`,
      'é',
    ]) + quantifier
  );
}
