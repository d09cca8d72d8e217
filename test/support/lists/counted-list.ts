import { isObject } from '../../../src/text/json.ts';
import type { GeneratedList, ListAnswer, ListRequest, Records } from './generate-list.ts';
import type { Random } from './random.ts';

/** What the server gives for a page that lies beyond the last. */
type Beyond = 'empty' | 'last page' | 'first page' | 'null' | 'nothing' | '404';
/** What it does with what it is asked for. */
type Deafness =
  | 'none'
  | 'gives all'
  | 'gives the first page'
  /** Pages of any length, moved on by the offset. */
  | 'gives uneven pages'
  /** Records that are filtered out on the server leave short pages, and empty ones in the middle. */
  | 'hides records'
  /** Pages begin before the one in front has ended. */
  | 'lets pages overlap'
  /** A cap on the size of pages, and none on the steps between them. */
  | 'leaves gaps'
  /** Nothing is given from some depth on. */
  | 'ends too early'
  /** One page is answered with the one in front of it. */
  | 'gives a page again';
/** What happens to the list while it is read. */
type Change = 'none' | 'first deleted' | 'some added' | 'some added in front' | 'total wobbles';

interface Traits {
  readonly method: 'Page number parameter' | 'Limit offset' | 'PeopleVox';
  readonly size: number;
  readonly asked: number;
  readonly first: number;
  readonly inBody: boolean;
  readonly statesTotal: boolean;
  readonly statesPages: boolean;
  readonly saysMore: boolean;
  readonly asText: boolean;
  readonly beyond: Beyond;
  readonly deafness: Deafness;
  readonly change: Change;
  readonly changeAfter: number;
  readonly changedBy: number;
  readonly allowEmpty: boolean;
  readonly shortPageEnds: boolean;
}

/** Pages that are asked for by number or offset. */
export function countedList(random: Random, records: Records): GeneratedList {
  const traits = traitsOf(random, records);
  const { method, size, asked, first, inBody } = traits;
  const pages = Math.max(1, Math.ceil(records.texts.length / size));
  const added = Array.from(
    { length: traits.changedBy },
    (_, index) => `{"id":"new-${index}","sku":"N","change":${index}}`,
  );
  return {
    traits: JSON.stringify({ ...traits, records: records.texts }),
    endpoint: {
      method: inBody ? 'POST' : 'GET',
      dataPath: 'data.items',
      ...(inBody ? { body: { kind: 'order' } } : {}),
    },
    pagination: {
      method,
      ...(method === 'Page number parameter'
        ? { pageParameter: 'page', limitParameter: 'limit', firstPage: first, ...(inBody ? { in: 'body' } : {}) }
        : method === 'Limit offset'
          ? { offsetParameter: 'page', limitParameter: 'limit', ...(inBody ? { in: 'body' } : {}) }
          : { pagePath: 'page', limitPath: 'limit', firstPage: first }),
      limit: asked,
      ...(traits.statesTotal ? { totalPath: 'meta.total' } : {}),
      ...(traits.statesPages ? { pagesPath: 'meta.pages' } : {}),
      ...(traits.saysMore ? { hasMorePath: 'meta.more' } : {}),
      ...(traits.allowEmpty ? { allowEmpty: true } : {}),
      ...(traits.shortPageEnds ? { shortPageEnds: true } : {}),
    },
    lasting: traits.change === 'first deleted' ? records.texts.slice(traits.changedBy) : records.texts,
    passing:
      traits.change === 'first deleted'
        ? records.texts.slice(0, traits.changedBy)
        : traits.change.startsWith('some added')
          ? added
          : [],
    isSound: isSound(traits, records),
    pages,
    open: () => serve(traits, records.texts, added),
  };
}

function traitsOf(random: Random, { texts, haveIds }: Records): Traits {
  const method = random.pick(['Page number parameter', 'Limit offset', 'PeopleVox'] as const);
  const asked = random.whole(1, 6);
  const cap = random.pick([100, 100, random.whole(1, 4)]);
  const size = Math.min(asked, cap);
  const statesTotal = random.oneIn(2);
  const statesPages = method === 'Page number parameter' && random.oneIn(3);
  const saysMore = method !== 'PeopleVox' && random.oneIn(5);
  const isStated = statesTotal || statesPages || saysMore;
  const beyonds: readonly Beyond[] = ['empty', 'last page', 'null', 'nothing', '404'];
  const change = statesTotal
    ? random.pick([
        'none',
        'none',
        'none',
        'first deleted',
        'some added',
        'some added in front',
        'total wobbles',
      ] as const)
    : 'none';
  const beyond = random.pick(haveIds || isStated ? ([...beyonds, 'first page'] as const) : beyonds);
  // Records that look all the same do not show that the last offsets overlap.
  const overlaps = method === 'Limit offset' && beyond === 'last page' && texts.length % size !== 0;
  const deafness = change === 'none' ? deafnessOf(random, { method, haveIds, statesTotal, statesPages }) : 'none';
  return {
    method,
    size,
    asked,
    first: random.pick([1, 1, 0]),
    inBody: method === 'PeopleVox' || random.oneIn(5),
    statesTotal,
    statesPages,
    saysMore,
    asText: random.oneIn(4),
    beyond: overlaps && !haveIds && !isStated ? 'empty' : beyond,
    deafness,
    change,
    changeAfter: random.whole(1, 4),
    changedBy:
      change === 'none' || change === 'total wobbles' ? 0 : Math.min(random.whole(1, 3), Math.max(texts.length, 1)),
    allowEmpty: random.oneIn(3),
    // Only of an API that keeps to it.
    shortPageEnds: size === asked && change === 'none' && deafness === 'none' && random.oneIn(4),
  };
}

/** What is wrong with the server, of what a client can notice. */
function deafnessOf(
  random: Random,
  {
    method,
    haveIds,
    statesTotal,
    statesPages,
  }: Pick<Traits, 'method' | 'statesTotal' | 'statesPages'> & Pick<Records, 'haveIds'>,
): Deafness {
  return random.pick([
    'none',
    'none',
    'none',
    'none',
    'gives all',
    'gives the first page',
    ...(method === 'Limit offset' ? (['gives uneven pages', 'gives uneven pages'] as const) : []),
    ...(method === 'Page number parameter' && statesPages ? (['hides records', 'hides records'] as const) : []),
    ...(method !== 'Limit offset' && statesTotal && !statesPages
      ? (['leaves gaps', 'lets pages overlap'] as const)
      : []),
    ...(method !== 'Limit offset' && haveIds ? (['lets pages overlap', 'gives a page again'] as const) : []),
    ...(statesTotal ? (['ends too early'] as const) : []),
  ] as const);
}

function isSound(traits: Traits, { texts, haveIds }: Records): boolean {
  const { statesTotal, statesPages, saysMore, beyond, deafness, change, allowEmpty, size } = traits;
  const isHonest =
    deafness === 'none' || deafness === 'gives uneven pages' || (deafness === 'hides records' && !statesTotal);
  if (change !== 'none' || !isHonest) return false;
  const ends =
    statesTotal ||
    statesPages ||
    saysMore ||
    beyond === 'empty' ||
    (allowEmpty && (beyond === 'null' || beyond === 'nothing'));
  if (haveIds) return ends;
  // Equal pages are believed up to a point, and not where nothing else shows that the server listens.
  return ends && beyond === 'empty' && !statesTotal && !statesPages && texts.length <= size * 4;
}

function serve(
  traits: Traits,
  texts: readonly string[],
  added: readonly string[],
): (request: ListRequest) => ListAnswer {
  const { method, size, first, change, changeAfter, changedBy, deafness, beyond } = traits;
  let list = texts;
  let answered = 0;
  return (request) => {
    if (answered++ === changeAfter) {
      if (change === 'first deleted') list = list.slice(changedBy);
      if (change === 'some added') list = [...list, ...added];
      if (change === 'some added in front') list = [...added, ...list];
    }
    const limit = Math.min(size, numberIn(request, 'limit') ?? size);
    const start =
      method === 'Limit offset'
        ? (numberIn(request, 'page') ?? 0)
        : ((numberIn(request, 'page') ?? first) - first) * limit;
    const given = deafness === 'gives uneven pages' ? 1 + ((start * 7 + 3) % limit) : limit;
    const total = list.length - (change === 'total wobbles' && answered % 3 === 2 ? 1 : 0);
    const meta = {
      ...(traits.statesTotal ? { total: traits.asText ? String(total) : total } : {}),
      ...(traits.statesPages
        ? { pages: Math.ceil(((deafness === 'hides records' ? 2 : 1) * list.length) / limit) }
        : {}),
    };
    // What is left behind the page that was asked for, whatever is given.
    const more = (from: number): object =>
      traits.saysMore ? { more: from + given < (deafness === 'hides records' ? 2 : 1) * list.length } : {};
    const answer = (items: string | undefined): ListAnswer => ({
      status: 200,
      text: `{"served":${answered},"meta":${JSON.stringify({ ...meta, ...more(start) })},"data":${items === undefined ? '{}' : `{"items":${items}}`}}`,
    });
    const part = (from: number, count = limit): ListAnswer => answer(`[${list.slice(from, from + count).join(',')}]`);
    switch (deafness) {
      case 'none':
        break;
      case 'gives all':
        return part(0, list.length);
      case 'gives the first page':
        return part(0);
      case 'gives uneven pages':
        if (start < list.length) return part(start, given);
        break;
      case 'hides records': {
        // The records that are shown are those of the list; between them stand others, which nobody sees.
        const shown = list.slice(Math.ceil(start / 2), Math.ceil((start + limit) / 2));
        return start < 2 * list.length ? answer(`[${shown.join(',')}]`) : part(list.length);
      }
      case 'lets pages overlap':
        if (limit > 1) return part((start / limit) * (limit - 1));
        break;
      case 'leaves gaps':
        return part((start / limit) * (limit + 1));
      case 'ends too early':
        if (start >= list.length - 1) return part(list.length);
        break;
      case 'gives a page again':
        if (start === 2 * limit) return part(limit);
        break;
    }
    if (start < list.length || list.length === 0) return part(start);
    switch (beyond) {
      case 'empty':
        return part(start);
      case 'last page':
        return method === 'Limit offset'
          ? part(Math.max(0, list.length - limit))
          : part((Math.ceil(list.length / limit) - 1) * limit);
      case 'first page':
        return part(0);
      case 'null':
        return answer('null');
      case 'nothing':
        return answer(undefined);
      case '404':
        return { status: 404, text: '{"error":"no such page"}' };
    }
  };
}

function numberIn({ url, body }: ListRequest, name: string): number | undefined {
  const given = isObject(body) ? body[name] : url.searchParams.get(name);
  return given === null || given === undefined ? undefined : Number(given);
}
