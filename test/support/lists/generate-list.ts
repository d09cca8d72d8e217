import { countedList } from './counted-list.ts';
import { linkedList } from './linked-list.ts';
import { randomOf, type Random } from './random.ts';

/** A request of a listing, as its server sees it. */
export interface ListRequest {
  readonly url: URL;
  /** Parsed JSON; `undefined` without a body. */
  readonly body: unknown;
}

export interface ListAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text: numbers as the server writes them. */
  readonly text: string;
}

/** What the records of a list are like: JSON texts. */
export interface Records {
  readonly texts: readonly string[];
  readonly haveIds: boolean;
}

/** A server with one list, and the definition of it that its users have. */
export interface GeneratedList {
  /** What it is like, for whoever has to find out why the law was broken. */
  readonly traits: string;
  readonly endpoint: Readonly<Record<string, unknown>>;
  readonly pagination: Readonly<Record<string, unknown>> & { readonly method: string };
  /** Answers the requests of one reading. */
  open(): (request: ListRequest) => ListAnswer;
  /** Records that are there all the time: each has to arrive once. */
  readonly lasting: readonly string[];
  /** Records that are there for a time only: each may arrive once. */
  readonly passing: readonly string[];
  /** Nothing is in doubt: the list has to be read to its end. */
  readonly isSound: boolean;
  /** Pages, as far as they can be told beforehand. */
  readonly pages: number;
}

/**
 * The list of a seed. Not among them is what no client can notice where no total is stated: records deleted in front of the
 * reader, gaps between pages, a list that ends too early; and never: a deletion and an insertion at once, a total or number
 * of pages that is too small, pages that come again or overlap with records that look all the same.
 */
export function generateList(seed: number): GeneratedList {
  const random = randomOf(seed);
  return random.oneIn(2) ? countedList(random, recordsOf(random)) : linkedList(random, recordsOf(random));
}

function recordsOf(random: Random): Records {
  const length = random.pick([0, 1, random.whole(2, 8), random.whole(2, 30)]);
  const kind = random.pick(['number', 'long number', 'text', 'edge', 'movement', 'equal movement'] as const);
  const texts = Array.from({ length }, (_, index) => {
    switch (kind) {
      case 'number':
        return `{"id":${index + 1},"note":"n"}`;
      case 'long number':
        return `{"id":9007199254740993${String(index).padStart(4, '0')}}`;
      case 'text':
        return `{"uuid":"r-${index}","at":{"line":${index % 2}}}`;
      case 'edge':
        return `{"node":{"id":"gid://${index}"}}`;
      case 'movement':
        return `{"sku":"A","change":${random.whole(1, 3)}}`;
      case 'equal movement':
        return `{"sku":"A","change":1}`;
    }
  });
  return { texts, haveIds: !kind.endsWith('movement') };
}
