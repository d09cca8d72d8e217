import type { GeneratedList, ListAnswer, ListRequest, Records } from './generate-list.ts';
import type { Random } from './random.ts';

type Method = 'Next Page URL' | 'Link Header' | 'Next page token' | 'GraphQL Cursor' | 'NetSuite SOAP';
/** What the last page says of the next one. */
type Ending = 'nothing' | 'null' | 'empty text' | 'a page without records' | 'itself' | 'the first page' | 'no name';
/** How the next page is named in the middle of the list. */
type Naming = 'right' | 'behind a proxy' | 'elsewhere' | 'malformed' | 'of another type';
type TokenKind = 'page' | 'odd text' | 'long number' | 'number' | 'last id';

interface Traits {
  readonly method: Method;
  readonly size: number;
  readonly isBare: boolean;
  readonly ending: Ending;
  readonly naming: Naming;
  /** Pages in front of which one without records stands. */
  readonly gaps: readonly number[];
  readonly token: TokenKind;
  readonly saysMore: boolean;
  readonly inBody: boolean;
  readonly missesList: boolean;
}

/** One page: the records on it, and the name under which the next one is asked for. */
interface Page {
  readonly items: readonly string[];
  readonly isLast: boolean;
}

const path = 'data.list.items';

/** Pages that name the next one. */
export function linkedList(random: Random, records: Records): GeneratedList {
  const traits = traitsOf(random, records);
  const { method, inBody, token } = traits;
  const pages = cut(traits, records.texts);
  const isPost = inBody || method === 'GraphQL Cursor' || method === 'NetSuite SOAP';
  const dataPath = traits.isBare ? undefined : method === 'NetSuite SOAP' ? 'searchResult.items' : path;
  return {
    traits: JSON.stringify({ ...traits, records: records.texts }),
    endpoint: {
      method: isPost ? 'POST' : 'GET',
      ...(dataPath === undefined ? {} : { dataPath }),
      ...(isPost ? { body: { query: '{ orders { items } }', variables: {} } } : {}),
    },
    pagination: { method, ...optionsOf(traits, token) },
    lasting: records.texts,
    passing: [],
    isSound:
      (traits.naming === 'right' || traits.naming === 'behind a proxy' || pages.length === 1) &&
      isEnd(traits) &&
      !traits.missesList,
    pages: pages.length,
    open: () => serve(traits, pages),
  };
}

function optionsOf({ method, saysMore, inBody }: Traits, token: TokenKind): object {
  switch (method) {
    case 'Next Page URL':
      return { nextPath: 'links.next' };
    case 'Link Header':
      return {};
    case 'Next page token':
      return {
        tokenParameter: 'after',
        tokenPath: token === 'last id' ? `${path}.*.id` : 'links.next',
        ...(saysMore ? { hasMorePath: 'links.more' } : {}),
        ...(inBody ? { in: 'body' } : {}),
      };
    case 'GraphQL Cursor':
      return { endCursorPath: 'data.list.info.end', hasNextPagePath: 'data.list.info.more' };
    case 'NetSuite SOAP':
      return {};
  }
}

function isEnd({ ending, method, token, saysMore }: Traits): boolean {
  if (ending === 'itself' || ending === 'the first page') return method === 'Next page token' && saysMore;
  if (method === 'NetSuite SOAP') return true;
  if (method === 'GraphQL Cursor') return ending !== 'no name';
  return ending !== 'no name' || token === 'last id' || method !== 'Next page token';
}

function traitsOf(random: Random, { texts, haveIds }: Records): Traits {
  const method = random.pick([
    'Next Page URL',
    'Link Header',
    'Next page token',
    'Next page token',
    'GraphQL Cursor',
    'NetSuite SOAP',
  ] as const);
  const isUrl = method === 'Next Page URL' || method === 'Link Header';
  const hasPlainIds = haveIds && texts.every((text) => text.includes('"id":') && !text.includes('node'));
  const token = random.pick([
    'page',
    'odd text',
    'long number',
    'number',
    ...(hasPlainIds && method === 'Next page token' ? (['last id', 'last id'] as const) : []),
  ] as const);
  const isCertain = token === 'last id' && method === 'Next page token';
  const size = random.whole(1, 6);
  return {
    method,
    size,
    isBare: method === 'Link Header' && random.oneIn(2),
    ending: isCertain
      ? 'nothing'
      : random.pick([
          'nothing',
          'null',
          'empty text',
          'a page without records',
          ...(random.oneIn(2) ? (['itself', 'the first page', 'no name', 'no name'] as const) : []),
        ] as const),
    naming: isUrl
      ? random.pick(['right', 'right', 'behind a proxy', 'elsewhere', 'malformed', 'of another type'] as const)
      : 'right',
    gaps: isCertain || method === 'NetSuite SOAP' || !random.oneIn(3) ? [] : [random.whole(1, 5), random.whole(1, 5)],
    token,
    saysMore: method === 'Next page token' && (random.oneIn(2) || (isCertain && random.oneIn(2))),
    inBody: method === 'Next page token' && random.oneIn(3),
    missesList: random.oneIn(12) && texts.length > size,
  };
}

function cut({ size, gaps, ending, token, method, saysMore }: Traits, texts: readonly string[]): readonly Page[] {
  const full: (readonly string[])[] = [];
  for (let start = 0; start < texts.length; start += size) full.push(texts.slice(start, start + size));
  const items = full.flatMap((page, index) => (gaps.includes(index) ? [[], page] : [page]));
  // Whoever asks by the last id, and is told nothing else, has to ask once more.
  const asksOnceMore = method === 'Next page token' && token === 'last id' && !saysMore && texts.length > 0;
  if (items.length === 0 || asksOnceMore || (ending === 'a page without records' && method !== 'NetSuite SOAP'))
    items.push([]);
  return items.map((page, index) => ({ items: page, isLast: index === items.length - 1 }));
}

function serve(traits: Traits, pages: readonly Page[]): (request: ListRequest) => ListAnswer {
  return (request) => {
    const index = placeOf(request, traits, pages);
    const page = pages[index];
    if (page === undefined || request.url.pathname !== '/orders')
      return { status: 404, text: '{"error":"no such page"}' };
    const next = page.isLast ? endingOf(traits, index, request.url) : nameOf(traits, index + 1, request.url);
    const list = traits.missesList && index === 1 ? '{}' : `{"items":[${page.items.join(',')}]}`;
    const says = !page.isLast || traits.ending === 'no name';
    switch (traits.method) {
      case 'Link Header': {
        const header = next === undefined ? undefined : `<${JSON.parse(next) as string}>; rel="next"`;
        const text = traits.isBare ? `[${page.items.join(',')}]` : `{"data":{"list":${list}}}`;
        const headers =
          header === undefined || header.startsWith('<null') || header.startsWith('<>') ? {} : { link: header };
        return { status: 200, headers, text };
      }
      case 'Next Page URL':
        return {
          status: 200,
          text: `{"data":{"list":${list}},"links":{${next === undefined ? '' : `"next":${next}`}}}`,
        };
      case 'Next page token':
        return {
          status: 200,
          text: `{"data":{"list":${list}},"links":{"more":${says}${next === undefined ? '' : `,"next":${next}`}}}`,
        };
      case 'GraphQL Cursor': {
        const info = `{"more":${says}${next === undefined ? '' : `,"end":${next}`}}`;
        return {
          status: 200,
          text: `{"data":{"list":{${list.slice(1, -1)}${list === '{}' ? '' : ','}"info":${info}}}}`,
        };
      }
      case 'NetSuite SOAP': {
        const whole = `"searchId":"S","pageIndex":${index + 1},"totalPages":${pages.length}`;
        return { status: 200, text: `{"searchResult":{${list.slice(1, -1)}${list === '{}' ? '' : ','}${whole}}}` };
      }
    }
  };
}

/** JSON of what names a page. */
function nameOf({ method, token, naming }: Traits, index: number, from: URL): string {
  if (method === 'Next Page URL' || method === 'Link Header') {
    const address = new URL(`?at=${index}`, from);
    switch (naming) {
      case 'right':
        return JSON.stringify(index % 2 === 0 ? address.href : address.search);
      case 'behind a proxy':
        return JSON.stringify(`http://inner.example:8080${address.pathname}${address.search}`);
      case 'elsewhere':
        return JSON.stringify(`https://elsewhere.example/other${address.search}`);
      case 'malformed':
        return JSON.stringify('http://[');
      case 'of another type':
        return method === 'Next Page URL' ? '{"page":2}' : JSON.stringify('http://[');
    }
  }
  switch (token) {
    case 'odd text':
      return JSON.stringify(`a&b=${index}/ü +%`);
    case 'long number':
      return `90071992547409931${index}`;
    case 'number':
      return String(index);
    case 'page':
    case 'last id':
      return JSON.stringify(`p${index}`);
  }
}

/** JSON of what the last page has in place of a name; `undefined`: it has none. */
function endingOf(traits: Traits, index: number, from: URL): string | undefined {
  switch (traits.ending) {
    case 'nothing':
    case 'a page without records':
    case 'no name':
      return undefined;
    case 'null':
      return 'null';
    case 'empty text':
      return '""';
    case 'itself':
      return nameOf({ ...traits, naming: 'right' }, index, from);
    case 'the first page':
      return nameOf({ ...traits, naming: 'right' }, 0, from);
  }
}

/** Which page a request asks for. */
function placeOf({ url, body }: ListRequest, traits: Traits, pages: readonly Page[]): number {
  const { method, token } = traits;
  if (method === 'Next Page URL' || method === 'Link Header') return Number(url.searchParams.get('at') ?? 0);
  const members = (body ?? {}) as { after?: unknown; pageIndex?: number; variables?: { after?: unknown } };
  if (method === 'NetSuite SOAP') return (members.pageIndex ?? 1) - 1;
  const given =
    method === 'GraphQL Cursor'
      ? members.variables?.after
      : traits.inBody
        ? members.after
        : url.searchParams.get('after');
  if (given === undefined || given === null) return 0;
  const text = String(given);
  if (token === 'last id') {
    const found = pages.findIndex(({ items }) =>
      items.at(-1)?.includes(`"id":${/^[\d.]+$/u.test(text) ? text : JSON.stringify(text)}`),
    );
    return found + 1;
  }
  const names = pages.map((_, index) => {
    const name = nameOf(traits, index, url);
    return name.startsWith('"') ? (JSON.parse(name) as string) : name;
  });
  return names.indexOf(text);
}
