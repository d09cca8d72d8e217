/** Ctrl+C, what supervisors and containers send, and the end of the terminal. */
const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Aborts at the first signal, so that a run can end in order. The second ends the process at once.
 * `onSignal` may say so.
 */
export function interruption(onSignal: () => void = () => undefined): AbortSignal {
  const controller = new AbortController();
  const stop = (): void => {
    for (const signal of signals) process.off(signal, stop);
    onSignal();
    controller.abort();
  };
  for (const signal of signals) process.on(signal, stop);
  return controller.signal;
}
