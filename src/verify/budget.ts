/** Time for what is still to be verified, shared out evenly; what one service does not need is there for those behind it. */
export interface Budget {
  /** Milliseconds for the next service when so many are left, it included; 0: the time has run out. */
  next(left: number): number;
}

/** `workers`: how many services are verified at once. */
export function createBudget(seconds: number, workers = 1, now: () => number = () => performance.now()): Budget {
  const endMs = now() + seconds * 1000;
  return {
    next(left) {
      const restMs = Math.max(0, endMs - now());
      return Math.min(restMs, (restMs * workers) / Math.max(1, left));
    },
  };
}

/** Aborts when so many milliseconds have gone by; `undefined`: never. */
export function timeLimit(ms: number | undefined): AbortSignal | undefined {
  return ms === undefined ? undefined : AbortSignal.timeout(Math.ceil(ms));
}
