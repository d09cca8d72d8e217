/** Aborts at the first Ctrl+C, so that a run can end in order; the second ends the process. */
export function interruption(): AbortSignal {
  const controller = new AbortController();
  process.once('SIGINT', () => controller.abort());
  return controller.signal;
}
