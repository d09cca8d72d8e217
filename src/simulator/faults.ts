/** What a request at a simulated third party is for. */
export type RequestKind = 'login' | 'pull' | 'push' | 'unknown';

/** An answer that goes wrong on purpose: to the n-th request of a kind since the plan was made, or to each. */
export interface Fault {
  readonly on: 'pull' | 'push';
  /** From 1. */
  readonly nth: number | 'each';
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Counts requests and says which of them is to fail. */
export type FaultPlan = (kind: RequestKind) => Fault | undefined;

export function planFaults(faults: readonly Fault[]): FaultPlan {
  const counts = new Map<RequestKind, number>();
  return (kind) => {
    const nth = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, nth);
    return faults.find((fault) => fault.on === kind && (fault.nth === nth || fault.nth === 'each'));
  };
}
