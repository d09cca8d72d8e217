import type { FlowLeg, FlowStep, FlowVersion } from './model.ts';

/** One placed shape in running order. */
export interface OrderedStep {
  readonly step: FlowStep;
  /** Index in `steps`, for JSON pointers. */
  readonly index: number;
  readonly legs: readonly OrderedLeg[];
}

export interface OrderedLeg {
  readonly leg: FlowLeg;
  readonly steps: readonly OrderedStep[];
}

export function shapeIdentifier(step: FlowStep): string {
  return step.microservice ?? step.type ?? '';
}

/**
 * Puts the steps of a version into running order.
 *
 * No public export shows edges, so four hints are read, strongest first: the first step of each leg,
 * `connections`, `parent_id`, and the order of the list. Steps that nothing leads to are left out.
 */
export function orderSteps(version: FlowVersion): readonly OrderedStep[] {
  const { steps } = version;
  const byName = new Map(steps.map((step, index) => [step.name, index]));
  const heads = new Set(steps.flatMap((step) => (step.routes ?? []).map((leg) => leg.first_step)));
  const successors = readConnections(version);
  const hasParents = steps.some((step) => step.parent_id !== undefined && step.parent_id !== null);
  const seen = new Set<number>();

  const next = (index: number): number | undefined => {
    const connected = successors.get(index);
    if (connected !== undefined) return connected;
    for (let candidate = index + 1; candidate < steps.length; candidate++) {
      const step = steps[candidate];
      if (step === undefined) return undefined;
      if (hasParents && (step.parent_id ?? null) !== (steps[index]?.parent_id ?? null)) continue;
      return heads.has(step.name) ? undefined : candidate;
    }
    return undefined;
  };

  const chainFrom = (start: number | undefined): OrderedStep[] => {
    const chain: OrderedStep[] = [];
    for (let index = start; index !== undefined && !seen.has(index); index = next(index)) {
      const step = steps[index];
      if (step === undefined) break;
      seen.add(index);
      const legs = (step.routes ?? []).map((leg) => ({
        leg,
        steps: leg.first_step === undefined ? [] : chainFrom(byName.get(leg.first_step)),
      }));
      chain.push({ step, index, legs });
    }
    return chain;
  };

  const targets = new Set(successors.values());
  const first = steps.findIndex(
    (step, index) => !heads.has(step.name) && !targets.has(index) && (step.parent_id ?? null) === null,
  );
  return chainFrom(first < 0 ? undefined : first);
}

/** Edges by index. The item form of `connections` is not public: the pairs of keys seen in similar exports are read. */
function readConnections(version: FlowVersion): Map<number, number> {
  const indexOf = new Map<unknown, number>();
  version.steps.forEach((step, index) => {
    indexOf.set(step.name, index);
    if (step.id !== undefined) indexOf.set(step.id, index);
  });
  const edges = new Map<number, number>();
  for (const connection of version.connections ?? []) {
    const from = indexOf.get(connection['from'] ?? connection['source'] ?? connection['source_step_id']);
    const to = indexOf.get(connection['to'] ?? connection['target'] ?? connection['target_step_id']);
    if (from !== undefined && to !== undefined) edges.set(from, to);
  }
  return edges;
}
