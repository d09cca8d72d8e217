/**
 * When a list ends: on evidence. That is a total or a number of pages that has been reached, a flag, the absence of a next
 * page, or an empty page where pages are only counted; never a page that is shorter than asked, unless the API guarantees
 * that. What is in doubt is a fault: no record is lost or read twice in silence.
 */
import { type PageFault, fault, isFault } from './fault.ts';
import { type Token, tokenOf } from './stated.ts';

/** What one page says about its list. */
export interface PageFacts {
  /** 1 for the first page. */
  readonly number: number;
  /** The records on it; absent where they cannot be told apart. */
  readonly records?: readonly unknown[] | undefined;
  /** How many they are; absent where nobody knows. */
  readonly count?: number | undefined;
  /** Records of the list up to and with this page; absent where nobody knows. */
  readonly position?: number | undefined;
  /** Records of the whole list, as this page or one before states them. */
  readonly total?: number | undefined;
  /** Pages of the whole list, likewise. */
  readonly pages?: number | undefined;
  /** Whether there are more, where the page says so itself. */
  readonly more?: boolean | undefined;
}

/** What a definition says about the pages of an API. */
export interface Guarantees {
  /** Records that are asked for. */
  readonly limit?: number | undefined;
  /** A page with fewer is the last one. */
  readonly shortPageEnds?: boolean | undefined;
}

/** Pages that are asked for by their number, or by the number of records in front of them. */
export function countedStep({ number, count, position, total, pages, more }: PageFacts, api: Guarantees): 'end' | 'more' | PageFault {
  // No pages at all beside records: the number means something else.
  const hasPages = pages !== undefined && (pages > 0 || count === 0);
  if (hasPages && number < pages) return 'more';
  if (more !== undefined) return more ? 'more' : 'end';
  if (hasPages) return 'end';
  if (total !== undefined && position !== undefined && position >= total) return 'end';
  if (count === undefined) return fault('no-end', 'has no list that could be counted, and does not say how many pages there are');
  return count === 0 || isShort(count, api) ? 'end' : 'more';
}

/** Pages whose answer has a token for the next one. `more`: what the answer says itself, if it says anything. */
export function tokenStep(
  stated: unknown,
  more: boolean | undefined,
  count: number | undefined,
  api: Guarantees,
): { readonly token: Token } | 'end' | PageFault {
  if (more === false || isShort(count, api)) return 'end';
  const token = tokenOf(stated);
  if (isFault(token)) return token;
  if (token !== undefined) return { token };
  return more === true ? fault('bad-next', 'says that there is more, and has no token for it') : 'end';
}

/** The same where the token is a member of the last record. `last`: absent where the list of them is empty. */
export function lastRecordStep(
  last: { readonly stated: unknown } | undefined,
  more: boolean | undefined,
  count: number | undefined,
  api: Guarantees,
): { readonly token: Token } | 'end' | PageFault {
  const step = tokenStep(last?.stated, more, count, api);
  if (step !== 'end' || more === false || isShort(count, api) || count === 0 || last === undefined) return step;
  return fault('bad-next', 'has no last record with the value that the next page is asked for with');
}

export function isShort(count: number | undefined, { limit, shortPageEnds }: Guarantees): boolean {
  return shortPageEnds === true && count !== undefined && limit !== undefined && count < limit;
}
