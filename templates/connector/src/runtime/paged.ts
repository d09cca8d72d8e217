/** The element type of the list that sits at a dot path of a page. */
export type ItemAt<Page, Path extends string> = Path extends ''
  ? Page extends readonly (infer Item)[]
    ? Item
    : unknown
  : Path extends `${infer Key}.${infer Rest}`
    ? ItemAt<MemberOf<Page, Key>, Rest>
    : ItemAt<MemberOf<Page, Path>, ''>;

type MemberOf<Value, Key extends string> = Key extends keyof NonNullable<Value>
  ? NonNullable<NonNullable<Value>[Key]>
  : unknown;

/**
 * A call of an operation that gives its result in pages. Nothing is sent before it is used, in one of three ways:
 * `await` gives the one page asked for, `for await` all records of all pages, `.pages()` all pages.
 */
export class Paged<Page, Item> implements PromiseLike<Page>, AsyncIterable<Item> {
  readonly #first: () => Promise<Page>;
  readonly #pages: () => AsyncIterable<Page>;
  readonly #records: (page: Page) => readonly unknown[];

  constructor(
    first: () => Promise<Page>,
    pages: () => AsyncIterable<Page>,
    records: (page: Page) => readonly unknown[],
  ) {
    this.#first = first;
    this.#pages = pages;
    this.#records = records;
  }

  // oxlint-disable-next-line unicorn/no-thenable -- being awaited is what this class is for
  then<A = Page, B = never>(
    onFulfilled?: ((page: Page) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#first().then(onFulfilled, onRejected);
  }

  catch<B = never>(onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null): Promise<Page | B> {
    return this.#first().catch(onRejected);
  }

  /** Pages in order. Ends after the last; throws `PaginationError` when they go round in a circle. */
  pages(): AsyncIterable<Page> {
    return this.#pages();
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Item, void, undefined> {
    for await (const page of this.#pages()) for (const record of this.#records(page)) yield record as Item;
  }
}
