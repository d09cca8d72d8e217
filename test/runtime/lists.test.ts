import { describe, expect, it } from 'vitest';
import { type FaultKind, isFault } from '../../templates/connector/src/runtime/pages/fault.ts';
import {
  countedStep,
  type Guarantees,
  lastRecordStep,
  type PageFacts,
  tokenStep,
} from '../../templates/connector/src/runtime/pages/law.ts';
import { nextLink, urlStep } from '../../templates/connector/src/runtime/pages/next-url.ts';
import { withQueryParameter } from '../../templates/connector/src/runtime/pages/query.ts';
import { readList, type ListSource } from '../../templates/connector/src/runtime/pages/read-list.ts';
import { idOf, samenessOf } from '../../templates/connector/src/runtime/pages/same-records.ts';
import { nextInSeries } from '../../templates/connector/src/runtime/pages/series.ts';
import { countOf, flagOf, tokenOf } from '../../templates/connector/src/runtime/pages/stated.ts';
import { Window } from '../../templates/connector/src/runtime/pages/window.ts';
import { ExactNumber } from '../../src/text/exact-number.ts';

/** One answer of a list: its records, and what it states. */
type Answer = Pick<PageFacts, 'records' | 'count' | 'total' | 'pages' | 'more'>;

interface Outcome {
  readonly read: readonly unknown[];
  readonly fault?: FaultKind;
  /** Requests in the order in which they were sent. */
  readonly asked: readonly number[];
}

class Faulty extends Error {
  readonly fault: FaultKind;
  constructor(fault: FaultKind, words: string) {
    super(words);
    this.fault = fault;
  }
}

interface Reading {
  readonly pages: readonly Answer[];
  /** Pages name the next one; otherwise they are counted. */
  readonly isLinked?: boolean;
  readonly api?: Guarantees;
  readonly ahead?: number;
  readonly mayGuess?: boolean;
}

/** A list whose pages are asked for by number, from 1. Beyond the last one there is nothing. */
function sourceOf(reading: Reading, asked: number[]): ListSource<number, Answer> {
  const { pages, isLinked = false, api = {}, ahead = 0, mayGuess = true } = reading;
  return {
    first: 1,
    start: 0,
    isCounted: !isLinked,
    mostAhead: ahead,
    mayGuess,
    keyOf: String,
    send(number) {
      asked.push(number);
      return Promise.resolve(pages[number - 1] ?? { records: [] });
    },
    read: (answer) => answer,
    factsOf: (answer, number) => ({ number, ...answer, count: answer.records?.length ?? answer.count }),
    next(page) {
      const step = isLinked ? (page.number < pages.length ? 'more' : 'end') : countedStep(page, api);
      return step === 'more' ? { next: page.request + 1 } : step;
    },
    guess: (page, steps) => page.request + steps,
    failure: ({ fault, words }) => new Faulty(fault, words),
  };
}

async function read(reading: Reading): Promise<Outcome> {
  const found: unknown[] = [];
  const asked: number[] = [];
  try {
    for await (const { answer } of readList(sourceOf(reading, asked))) found.push(...(answer.records ?? []));
    return { read: found, asked };
  } catch (error) {
    if (!(error instanceof Faulty)) throw error;
    return { read: found, fault: error.fault, asked };
  }
}

const withIds = (...ids: readonly number[]): { readonly records: readonly object[] } => ({
  records: ids.map((id) => ({ id })),
});
const movements = (...skus: readonly string[]): { readonly records: readonly object[] } => ({
  records: skus.map((sku) => ({ sku, change: 1 })),
});
const none = { records: [] };

describe('a list of counted pages', () => {
  it.each<[string, Reading, number | FaultKind]>([
    ['ends with an empty page', { pages: [withIds(1, 2), withIds(3), none, withIds(4)] }, 3],
    ['ends with its total', { pages: [{ ...withIds(1, 2), total: 3 }, { ...withIds(3), total: 3 }, withIds(4)] }, 3],
    ['knows a total that only the first page states', { pages: [{ ...withIds(1, 2), total: 3 }, withIds(3)] }, 3],
    ['ends with its pages', { pages: [{ ...withIds(1), pages: 2 }, { ...withIds(2), pages: 2 }, withIds(3)] }, 2],
    [
      'goes over an empty page in the middle',
      { pages: [1, 2, 3].map((id) => ({ ...(id === 2 ? none : withIds(id)), pages: 3 })) },
      2,
    ],
    ['does not end with a short page', { api: { limit: 9 }, pages: [withIds(1, 2), withIds(3)] }, 3],
    [
      'ends with a short page where that is guaranteed',
      { api: { limit: 2, shortPageEnds: true }, pages: [withIds(1, 2), withIds(3), withIds(4)] },
      3,
    ],
    [
      'cannot end before its total',
      {
        pages: [
          { ...withIds(1, 2), total: 4 },
          { ...withIds(3), total: 4 },
          { ...none, total: 4 },
        ],
      },
      'incomplete',
    ],
    ['cannot end with its pages before its total', { pages: [{ ...withIds(1), total: 2, pages: 1 }] }, 'incomplete'],
    [
      'goes on to its pages behind its total',
      {
        pages: [
          { ...withIds(1), total: 1, pages: 2 },
          { ...none, pages: 2 },
        ],
      },
      1,
    ],
    [
      'has no more records than its total',
      {
        pages: [
          { ...movements('A', 'B'), total: 3 },
          { ...movements('B', 'C'), total: 3 },
        ],
      },
      'changed',
    ],
    [
      'must not shrink',
      {
        pages: [
          { ...withIds(1, 2), total: 5 },
          { ...withIds(4, 5), total: 4 },
        ],
      },
      'changed',
    ],
    [
      'must not lose pages',
      {
        pages: [
          { ...withIds(1, 2), pages: 3 },
          { ...withIds(4, 5), pages: 2 },
        ],
      },
      'changed',
    ],
    [
      'may grow at its end',
      {
        pages: [
          { ...withIds(1, 2), total: 3 },
          { ...withIds(3, 4), total: 5 },
          { ...withIds(5), total: 5 },
        ],
      },
      5,
    ],
    [
      'may not grow by more than a page',
      {
        pages: [
          { ...withIds(1, 2), total: 4 },
          { ...withIds(3, 4), total: 7 },
        ],
      },
      'changed',
    ],
    [
      'may not grow in front',
      {
        pages: [
          { ...withIds(1, 2), total: 4 },
          { ...withIds(2, 3), total: 5 },
        ],
      },
      'repeated',
    ],
    [
      'may not grow in front, ids or not',
      {
        pages: [
          { ...movements('A', 'B'), total: 4 },
          { ...movements('B', 'C'), total: 5 },
        ],
      },
      'repeated',
    ],
    [
      'may not grow by a page in front',
      {
        pages: [
          { ...movements('A', 'A'), total: 4 },
          { ...movements('A', 'A'), total: 6 },
        ],
      },
      'repeated',
    ],
    ['has equal pages', { pages: [movements('A'), movements('A'), movements('A'), movements('B')] }, 4],
    ['has an equal page at its end', { pages: [movements('A'), movements('A'), none] }, 2],
    ['has some equal pages', { pages: [...Array.from({ length: 5 }, () => movements('A')), none] }, 5],
    ['but not without end', { pages: Array.from({ length: 20 }, () => movements('A')) }, 'repeated'],
    [
      'has equal pages within its total',
      { pages: [movements('B'), movements('A'), movements('A')].map((page) => ({ ...page, total: 3 })) },
      3,
    ],
    [
      'is not the same page all the time',
      { pages: [movements('A'), movements('A')].map((page) => ({ ...page, total: 2 })) },
      'repeated',
    ],
    [
      'ends where the last page comes again',
      { pages: [withIds(1, 2), withIds(3), withIds(3), withIds(3), withIds(3)] },
      3,
    ],
    [
      'does not end with one page that comes twice',
      { pages: [withIds(1, 2), withIds(3), withIds(3), withIds(4)] },
      'repeated',
    ],
    ['nor where nothing follows that page', { pages: [withIds(1, 2), withIds(3), withIds(3), none] }, 'repeated'],
    ['does not end with the first page again', { pages: [withIds(1, 2), withIds(1, 2), withIds(1, 2)] }, 'repeated'],
    [
      'has no page twice within its total',
      { pages: [withIds(1), withIds(2), withIds(2)].map((page) => ({ ...page, total: 5 })) },
      'repeated',
    ],
    ['has no pages that overlap', { pages: [withIds(1, 2, 3), withIds(3, 4, 5)] }, 'repeated'],
    ['nor in the other direction', { pages: [withIds(1, 2, 3), withIds(4, 5), withIds(3, 4, 5)] }, 'repeated'],
    ['nor has it a part of a page again', { pages: [withIds(1, 2, 3), withIds(2)] }, 'repeated'],
    ['does not begin anew', { pages: [withIds(1, 2), withIds(3, 4), withIds(1, 2)] }, 'repeated'],
    [
      'is not fooled by a clock in its records',
      { pages: Array.from({ length: 20 }, (_, at) => ({ records: [{ id: 1, at }] })) },
      'repeated',
    ],
    [
      'may have several rows with one id',
      { pages: [{ records: [{ id: 1, line: 1 }] }, { records: [{ id: 1, line: 2 }] }, none] },
      2,
    ],
    ['ends with a flag', { pages: [{ ...withIds(1), more: true }, { ...withIds(2), more: false }, withIds(3)] }, 2],
    [
      'goes on with a flag',
      {
        pages: [
          { ...withIds(1), more: true },
          { ...none, more: true },
          { ...withIds(2), more: false },
        ],
      },
      2,
    ],
    ['does not end with a flag before its total', { pages: [{ ...withIds(1), more: false, total: 2 }] }, 'incomplete'],
    [
      'does not end with a flag before its pages',
      {
        pages: [
          { ...withIds(1), more: false, pages: 2 },
          { ...withIds(2), more: false, pages: 2 },
        ],
      },
      2,
    ],
    [
      'does not end with its total while there is more',
      {
        pages: [
          { ...withIds(1), more: true, total: 1 },
          { ...withIds(2), more: false, total: 1 },
        ],
      },
      'changed',
    ],
    ['must be countable', { pages: [{}] }, 'no-end'],
    ['may be counted by its answers', { pages: [{ count: 2 }, { count: 0 }] }, 0],
  ])('%s', async (_, reading, expected) => {
    const outcome = await read(reading);
    expect(outcome.fault ?? outcome.read.length).toBe(expected);
    // What is asked for ahead changes nothing.
    const ahead = await read({ ...reading, ahead: 6 });
    expect(ahead.fault ?? ahead.read.length).toBe(expected);
  });
});

describe('a list whose pages name the next one', () => {
  it('has the word: records may come twice, as with a cursor that is inclusive', async () => {
    const pages = [withIds(1, 2), withIds(2, 3), withIds(2, 3)];
    expect((await read({ pages, isLinked: true })).read).toHaveLength(6);
  });

  it.each([withIds(1, 2), movements('A')])('but does not go on for ever on the spot: %j', async (page) => {
    const pages = Array.from({ length: 300 }, () => page);
    const { fault, asked } = await read({ pages, isLinked: true });
    expect(fault).toBe('repeated');
    expect(asked.length).toBeLessThan(page.records.length === 2 ? 20 : 120);
  });
});

describe('requests ahead', () => {
  const numbered = (length: number, stated: object = {}): readonly Answer[] =>
    Array.from({ length }, (_, index) => ({ ...withIds(index + 1), ...stated }));

  it('are as many as a list says that it has pages', async () => {
    expect((await read({ pages: numbered(3, { pages: 3 }), ahead: 6 })).asked).toEqual([1, 2, 3]);
    expect((await read({ pages: numbered(1, { total: 1 }), ahead: 6 })).asked).toEqual([1]);
    expect((await read({ pages: numbered(9, { total: 9 }), ahead: 6 })).asked).toHaveLength(9);
  });

  it('become more and more where nothing is said', async () => {
    const { asked, read: records } = await read({ pages: numbered(12), ahead: 6 });
    expect(records).toHaveLength(12);
    expect(asked.slice(0, 7)).toEqual([1, 2, 3, 4, 5, 6, 7]);
    expect(asked.length).toBeLessThanOrEqual(13 + 6);
    expect((await read({ pages: numbered(2), ahead: 6 })).asked.length).toBeLessThanOrEqual(5);
  });

  it('are for the next page alone where guesses cost, or one request at a time is allowed', async () => {
    expect((await read({ pages: numbered(4), ahead: 6, mayGuess: false })).asked).toEqual([1, 2, 3, 4, 5]);
    expect((await read({ pages: numbered(4), ahead: 1 })).asked).toEqual([1, 2, 3, 4, 5]);
  });

  it('are under way while a page is worked on, and none is left when the reader stops', async () => {
    const asked: number[] = [];
    const states = new Map<number, string>();
    const source = sourceOf({ pages: numbered(9, { pages: 9 }), ahead: 4 }, asked);
    const list = readList({
      ...source,
      send(number, page, signal) {
        if (number === 1) return source.send(number, page, signal);
        states.set(number, 'under way');
        return new Promise((_, reject) => {
          signal.addEventListener('abort', () => {
            states.set(number, 'called off');
            reject(signal.reason as Error);
          });
        });
      },
    });
    await list.next();
    expect([...states]).toEqual([2, 3, 4, 5].map((number) => [number, 'under way']));
    await list.return();
    expect([...states.values()]).toEqual(Array.from({ length: 4 }, () => 'called off'));
  });

  it('are read one after the other, each when its page is next', async () => {
    const done: string[] = [];
    const source = sourceOf({ pages: numbered(4, { pages: 4 }), ahead: 3 }, []);
    const list = readList<number, Answer>({
      ...source,
      read(answer, _, number) {
        done.push(`read ${number}`);
        return answer;
      },
    });
    for await (const { number } of list) done.push(`used ${number}`);
    expect(done).toEqual([1, 2, 3, 4].flatMap((number) => [`read ${number}`, `used ${number}`]));
  });

  it('fail only where their page is needed', async () => {
    const failing = (from: number, pages: readonly Answer[]): ListSource<number, Answer> => {
      const source = sourceOf({ pages, ahead: 6 }, []);
      return {
        ...source,
        send: (number, page, signal) =>
          number >= from ? Promise.reject(new Error(`page ${number} failed`)) : source.send(number, page, signal),
      };
    };
    const found: unknown[] = [];
    for await (const { answer } of readList(failing(5, numbered(3)))) found.push(...(answer.records ?? []));
    expect(found).toHaveLength(3);
    const broken = readList(failing(3, numbered(9, { pages: 9 })));
    await broken.next();
    await broken.next();
    await expect(broken.next()).rejects.toThrow('page 3 failed');
  });

  it('hold no more than some memory', () => {
    const window = new Window(6, true);
    const facts = { number: 1, count: 10, pages: 50 };
    expect(window.sizeAfter(facts, 1000)).toBe(6);
    expect(window.sizeAfter(facts, 5 * 1024 * 1024)).toBe(3);
    expect(window.sizeAfter(facts, 200 * 1024 * 1024)).toBe(1);
  });

  it('are given up where guesses are wrong', () => {
    const window = new Window(6, true);
    const facts = { number: 5, count: 10, pages: 50 };
    window.missed();
    window.missed();
    expect(window.sizeAfter(facts, undefined)).toBe(1);
  });
});

describe('a series of addresses', () => {
  it.each([
    [['/o?page=2', '/o?page=3', '/o?page=4', '/o?page=5'], '/o?page=7'],
    [['/o?n=9&at=8&x=a1', '/o?n=9&at=9&x=a1', '/o?n=9&at=10&x=a1', '/o?n=9&at=11&x=a1'], '/o?n=9&at=13&x=a1'],
    [['/first', '/o/0', '/o/50', '/o/100', '/o/150'], '/o/250'],
    [['/o?page=2', '/o?page=3', '/o?page=4'], undefined],
    [['/o?page=2', '/o?page=3', '/o?page=5', '/o?page=6'], undefined],
    [['/o?id=2&t=1', '/o?id=3&t=2', '/o?id=4&t=3', '/o?id=5&t=4'], undefined],
    [['/o?c=a', '/o?c=b', '/o?c=c', '/o?c=d'], undefined],
    [['/o?page=5', '/o?page=4', '/o?page=3', '/o?page=2'], undefined],
    [['/o?c=02', '/o?c=03', '/o?c=04', '/o?c=05'], undefined],
    [['/o?c=9007199254740991', '/o?c=9007199254740992', '/o?c=9007199254740993', '/o?c=9007199254740994'], undefined],
  ])('%j', (addresses, expected) => {
    expect(nextInSeries(addresses, 2)).toBe(expected);
  });
});

describe('the address of a next page', () => {
  const from = new URL('https://api.example/v1/orders?page=1');
  it.each<[unknown, string]>([
    ['?page=2', 'https://api.example/v1/orders?page=2'],
    ['/v1/more', 'https://api.example/v1/more'],
    ['more', 'https://api.example/v1/more'],
    ['https://API.example:443/v1/orders?page=2#x', 'https://api.example/v1/orders?page=2'],
    ['https://me:secret@api.example/v1/orders?page=2', 'https://api.example/v1/orders?page=2'],
    ['http://api.example/v1/orders?page=2', 'https://api.example/v1/orders?page=2'],
    ['http://inner:8080/v1/orders?page=2', 'https://api.example/v1/orders?page=2'],
    ['https://api.example//evil.example/x', 'https://api.example//evil.example/x'],
    ['https://evil.example/v2/orders', 'elsewhere'],
    ['//evil.example/', 'elsewhere'],
    ['http://[', 'bad-next'],
    ['javascript:alert(1)', 'bad-next'],
    [{ page: 2 }, 'bad-next'],
    [['?page=2'], 'bad-next'],
    [true, 'bad-next'],
    [7, 'bad-next'],
    [undefined, 'end'],
    [null, 'end'],
    ['', 'end'],
    [false, 'end'],
  ])('%j', (value, expected) => {
    const step = urlStep(value, from, 1, {});
    expect(isFault(step) ? step.fault : step === 'end' ? step : step.url.href).toBe(expected);
  });

  it('names both hosts where they differ', () => {
    expect(urlStep('https://evil.example/x', from, 1, {})).toMatchObject({
      words: 'leads to https://evil.example, and the list is at https://api.example',
    });
    expect(urlStep('http://inner:8080/v1/orders', from, 1, {})).toMatchObject({ insteadOf: 'http://inner:8080' });
  });

  it.each([
    ['</a>; rel="next"', '/a'],
    ['</a>; rel=prev, </b?x=1,2>; title="a;b"; rel="last next"', '/b?x=1,2'],
    ['</a>; rel="nextish"', undefined],
    ['', undefined],
  ])('in a header: %s', (header, expected) => {
    expect(nextLink(header)).toBe(expected);
  });
});

describe('what answers state', () => {
  it('are counts', () => {
    const values = [0, 7, '7', 7n, new ExactNumber('7'), -1, 1.5, 'many', '', null, undefined, true, [7], { total: 7 }];
    expect(values.map(countOf)).toEqual([0, 7, 7, 7, 7, ...Array.from({ length: 9 }, () => undefined)]);
  });

  it('are flags', () => {
    const values = [true, 'true', 'TRUE', 1, '1', false, 'false', 0, '0', null, undefined, '', 'no', {}];
    expect(values.map(flagOf)).toEqual([
      ...Array.from({ length: 5 }, () => true),
      ...Array.from({ length: 4 }, () => false),
      ...Array.from({ length: 5 }, () => undefined),
    ]);
  });

  it('are tokens, as they are written', () => {
    const long = new ExactNumber('98765432109876543210');
    expect(['a b', 0, 7, 1.5, 10n ** 20n, long].map((value) => String(tokenOf(value)))).toEqual([
      'a b',
      '0',
      '7',
      '1.5',
      '100000000000000000000',
      '98765432109876543210',
    ]);
    expect([undefined, null, '', false].map(tokenOf)).toEqual(Array.from({ length: 4 }, () => undefined));
    expect([true, {}, ['a'], 2 ** 60].map((value) => isFault(tokenOf(value)))).toEqual([true, true, true, true]);
  });
});

describe('a token', () => {
  it.each<[unknown, boolean | undefined, unknown]>([
    ['t', undefined, 't'],
    ['t', true, 't'],
    ['t', false, 'end'],
    [null, undefined, 'end'],
    [null, false, 'end'],
    [null, true, 'bad-next'],
    [{}, true, 'bad-next'],
  ])('%j, more: %j', (stated, more, expected) => {
    for (const step of [tokenStep(stated, more, 0, {}), lastRecordStep({ stated }, more, 0, {})])
      expect(step === 'end' ? step : isFault(step) ? step.fault : step.token).toBe(expected);
  });

  it('of the last record is missed where there are records', () => {
    expect(lastRecordStep({ stated: undefined }, undefined, 2, {})).toMatchObject({ fault: 'bad-next' });
    expect(lastRecordStep({ stated: undefined }, undefined, 1, { limit: 2, shortPageEnds: true })).toBe('end');
    expect(lastRecordStep(undefined, undefined, undefined, {})).toBe('end');
  });
});

describe('equal records', () => {
  const long = (digit: number): object => ({ id: new ExactNumber(`9007199254740993${digit}`) });
  it.each([
    [[{ a: 1, b: [1, { c: null }] }], [{ b: [1, { c: null }], a: 1 }], 'equal'],
    [[{ a: 1 }], [{ a: 1, b: 2 }], 'different'],
    [[{ a: 1, b: 2 }], [{ a: 1 }], 'different'],
    [[1, 2], [1, 2], 'equal'],
    [[1, 2], [1], 'different'],
    [[[1]], [{ 0: 1 }], 'different'],
    [[long(1)], [long(1)], 'equal'],
    [[long(1)], [long(2)], 'different'],
    [[{ id: 1, at: 1 }], [{ id: 1, at: 2 }], 'alike'],
    [[{ node: { id: 1, at: 1 } }], [{ node: { id: 1, at: 2 } }], 'alike'],
    [[{ id: { x: 1 }, at: 1 }], [{ id: { x: 1 }, at: 2 }], 'different'],
    [[], [], 'different'],
  ])('%j and %j are %s', (a, b, expected) => {
    expect(samenessOf(a, b)).toBe(expected);
  });

  it('are looked into as far as is safe', () => {
    let [a, b]: [unknown, unknown] = [1, 1];
    for (let depth = 0; depth < 100_000; depth++) [a, b] = [[a], [b]];
    expect(samenessOf([a], [b])).toBe('different');
  });

  it('have ids under the names that mean one', () => {
    expect([{ id: 1 }, { _id: 'x' }, { uuid: 'u' }, { sku: 'S' }, { id: '' }, { id: null }, 7, null].map(idOf)).toEqual(
      ['1', 'x', 'u', undefined, undefined, undefined, undefined, undefined],
    );
  });
});

describe('a query', () => {
  it.each([
    ['', 'page', '2', 'page=2'],
    ['?a=b%20c,d&page=1', 'page', '2', 'a=b%20c,d&page=2'],
    ['?page=1&x=1&page=3', 'page', '2', 'page=2&x=1'],
    ['?page%5Bn%5D=1&a+b=1', 'page[n]', 'a&b=c/é +', 'page[n]=a%26b%3Dc%2F%C3%A9%20%2B&a+b=1'],
    ['?a+b=1', 'a b', '2', 'a%20b=2'],
  ])('%s with %s', (query, key, value, expected) => {
    expect(withQueryParameter(query, key, value)).toBe(expected);
  });
});
