import { type PageFault, fault, isFault } from './fault.ts';
import type { PageFacts } from './law.ts';
import { type Sameness, idOf, isEqual, samenessOf } from './same-records.ts';

/** Pages in a row with the records of the one before that are believed, where pages are only counted. */
const equalPages = 4;
/** The same where every page names the next one: the API has the word there, unless it does not come from the spot. */
const equalLinkedPages = { withIds: 10, withoutIds: 100 };

/**
 * What a page is in the light of those before: `new`; one to `hold` back until the next has come, because it may be the page
 * before once more; or a sign that the list is `over`, because an API gives its last page for all that lie beyond.
 */
export type Verdict = 'new' | 'hold' | 'over' | PageFault;

/**
 * Looks over the pages of one list in order. Two equal pages are no repetition by themselves: movements without ids may be
 * equal. Where pages are only counted, a record with an id is not twice in the list.
 */
export class ListWatch {
  /** Pages are asked for by number or offset, and nothing in an answer says which one it is. */
  readonly #isCounted: boolean;
  #total: number | undefined;
  #pages: number | undefined;
  #before: readonly unknown[] | undefined;
  #first: unknown;
  /** Pages in a row that have the records of the one before. */
  #inARow = 0;
  /** Some page had other records than the one before: the API does look at what it is asked for. */
  #hasDiffered = false;
  /** What is held back has ids. */
  #holdsIds = false;

  constructor(isCounted: boolean) {
    this.#isCounted = isCounted;
  }

  see(facts: PageFacts): Verdict {
    const growth = this.#growth(facts);
    if (isFault(growth)) return growth;
    const { records } = facts;
    if (records === undefined) return 'new';
    const before = this.#before;
    if (records.length > 0) this.#before = records;
    if (before === undefined) {
      this.#first = records[0];
      return 'new';
    }
    const sameness = samenessOf(before, records);
    // What was added in front may have pushed a whole page back.
    if (sameness !== 'different' && growth > 0) return repeated;
    if (sameness !== 'different') return this.#again(sameness, idOf(records[0]) !== undefined);
    this.#hasDiffered = true;
    this.#inARow = 0;
    if (this.#holdsIds) return fault('repeated', 'follows a page whose records were those of the page before');
    return this.#isCounted ? (this.#overlap(before, records, growth > 0) ?? 'new') : 'new';
  }

  /** Why the list cannot end with a page that is held back, if it cannot. */
  refusesEnd(): PageFault | undefined {
    return this.#hasDiffered && !this.#holdsIds ? undefined : repeated;
  }

  /** By how many records the list has grown since the page before. */
  #growth({ position, total, pages, count }: PageFacts): number | PageFault {
    const [totalBefore, pagesBefore] = [this.#total, this.#pages];
    this.#total = total ?? totalBefore;
    this.#pages = pages ?? pagesBefore;
    if (total !== undefined && totalBefore !== undefined && total < totalBefore)
      return fault('changed', `states a total of ${total} records, after ${totalBefore} on the page before: records may have been passed over`);
    if (pages !== undefined && pagesBefore !== undefined && pages < pagesBefore)
      return fault('changed', `states ${pages} pages, after ${pagesBefore} on the page before: records may have been passed over`);
    if (this.#total !== undefined && position !== undefined && position > this.#total && count !== 0)
      return fault('changed', `makes ${position} records of a list that has ${this.#total} by its total: some have come twice`);
    const growth = total === undefined || totalBefore === undefined ? 0 : total - totalBefore;
    if (this.#before !== undefined && growth > this.#before.length)
      return fault('changed', `states a total of ${total} records, after ${totalBefore} on the page before: records may have come twice`);
    return pages !== undefined && pagesBefore !== undefined ? Math.max(growth, pages - pagesBefore) : growth;
  }

  #again(sameness: Sameness, hasIds: boolean): Verdict {
    this.#inARow++;
    if (!this.#isCounted) return this.#inARow > equalLinkedPages[hasIds ? 'withIds' : 'withoutIds'] ? repeated : 'new';
    if (!hasIds || sameness === 'alike') return this.#inARow > equalPages ? repeated : 'hold';
    const isStated = this.#total !== undefined || this.#pages !== undefined;
    if (isStated || !this.#hasDiffered) return repeated;
    if (this.#holdsIds) return 'over';
    this.#holdsIds = true;
    return 'hold';
  }

  /** Records that were added in front while the list was read, pages that overlap, or a start all over. */
  #overlap(before: readonly unknown[], records: readonly unknown[], hasGrown: boolean): PageFault | undefined {
    const [first, last] = [records[0], before.at(-1)];
    const has = (list: readonly unknown[], record: unknown): boolean =>
      (hasGrown || idOf(record) !== undefined) && list.some((other) => isEqual(other, record));
    if (records.length === 0) return undefined;
    if (has(before, first) || has(records, last)) return fault('repeated', 'has a record that the page before had');
    return idOf(first) !== undefined && isEqual(first, this.#first) ? fault('repeated', 'begins with the first record of the list') : undefined;
  }
}

const repeated = fault('repeated', 'has the records of the page before');
