import type { RunContext } from '../contract/context.ts';
import type { Failure, ItemResult, RunResult } from '../contract/events.ts';

/** Records listed one by one that arrived or were skipped; those that failed are listed all. */
const listedItems = 10_000;

/** What a sync says of its records: all are counted, and listed as far as somebody would read them. */
export class SyncReport {
  readonly #context: RunContext;
  readonly #items: ItemResult[] = [];
  readonly #byStatus: Record<ItemResult['status'], number> = { OK: 0, Sent: 0, Pending: 0, Failed: 0, Skipped: 0 };
  #others = 0;
  readonly failures: Failure[] = [];
  pulled = 0;

  constructor(context: RunContext) {
    this.#context = context;
  }

  add(item: ItemResult): void {
    this.#context.log({ event: 'item', item });
    this.#byStatus[item.status]++;
    if (item.failure !== undefined) this.failures.push(item.failure);
    if (item.failure === undefined && ++this.#others > listedItems) return;
    this.#items.push(item);
  }

  /** How many are not listed. */
  get omitted(): number {
    return Math.max(0, this.#others - listedItems);
  }

  get result(): Required<Pick<RunResult, 'counts' | 'items'>> {
    const { OK, Sent } = this.#byStatus;
    return {
      counts: { pulled: this.pulled, pushed: OK + Sent, byStatus: { ...this.#byStatus } },
      items: this.#items,
    };
  }
}
