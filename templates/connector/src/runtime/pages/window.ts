import type { PageFacts } from './law.ts';

/** What pages that nobody has taken yet may hold, in bytes. */
const memoryBudget = 16 * 1024 * 1024;
/** After so many guesses that were wrong nothing is guessed any more. */
const mostMisses = 2;

/**
 * How many requests may be under way or answered ahead of the page that is read. Where a list states its length, as many as
 * there are pages left; else one, and more and more as pages turn out to be there.
 */
export class Window {
  readonly #most: number;
  readonly #mayGuess: boolean;
  #ramp = 1;
  #misses = 0;

  constructor(most: number, mayGuess: boolean) {
    this.#most = most;
    this.#mayGuess = mayGuess;
  }

  /** `bytes`: size of the page, where it is known. */
  sizeAfter(facts: PageFacts, bytes: number | undefined): number {
    if (facts.number > 1 && facts.count !== 0) this.#ramp *= 2;
    if (this.#misses >= mostMisses) return Math.min(1, this.#most);
    const fitting = bytes === undefined || bytes === 0 ? this.#most : Math.max(1, Math.floor(memoryBudget / bytes));
    return Math.min(this.#most, fitting, pagesLeft(facts) ?? (this.#mayGuess ? this.#ramp : 1));
  }

  missed(): void {
    this.#misses++;
    this.#ramp = 1;
  }
}

function pagesLeft({ number, count, position, total, pages }: PageFacts): number | undefined {
  if (pages !== undefined && pages > number) return pages - number;
  if (total === undefined || position === undefined || count === undefined || count === 0) return undefined;
  return total > position ? Math.ceil((total - position) / count) : undefined;
}
