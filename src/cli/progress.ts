import type { Io } from './io.ts';

/** Nothing is shown of work that is done sooner. */
const quietMs = 500;

export interface Progress {
  /** Replaces the line. */
  show(text: string): void;
  /** Takes the line away. */
  end(): void;
}

/** One line on standard error that rewrites itself; nothing where nobody is looking. */
export function createProgress(io: Io, isTerminal: boolean): Progress {
  const since = performance.now();
  let isShown = false;
  return {
    show(text) {
      if (!isTerminal || performance.now() - since < quietMs) return;
      isShown = true;
      io.rewrite(text.slice(0, (process.stderr.columns || 80) - 1));
    },
    end() {
      if (isShown) io.rewrite('');
      isShown = false;
    },
  };
}
