import type { Clock } from '../../contract/ports.ts';

/** A rate limit of the third party: while one request waits for it, all others of the instance wait as well. */
export class Pause {
  readonly #clock: Clock;
  #current: Promise<unknown> | undefined;
  /**
   * True after one request has waited as long as any does, until one is answered: meanwhile the others do not each wait as
   * long again.
   */
  isLasting = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Resolves when nobody has to wait any more. */
  async over(): Promise<void> {
    while (this.#current !== undefined) await this.#current;
  }

  /** Waits, and lets the others wait. A longer pause that is already kept is not cut short. Ends early when the signal says so. */
  async keep(waitMs: number, signal: AbortSignal): Promise<void> {
    const wait = this.#clock.sleep(waitMs, signal);
    // Who waits for it need not know that this request was called off.
    const all = Promise.allSettled([this.#current, wait]).finally(() => {
      if (this.#current === all) this.#current = undefined;
    });
    this.#current = all;
    await wait;
  }
}
