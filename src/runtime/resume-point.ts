import type { FailedPayloadRecord } from '../contract/journal.ts';
import type { Payload } from '../contract/payload.ts';
import type { PlanStep } from './plan.ts';

/** A place inside a plan from which a run goes on. */
export interface ResumePoint {
  /** The steps that lead to it: those that own the legs, outermost first, and the step itself. */
  readonly path: readonly PlanStep[];
  /** What waits in front of the step. */
  readonly bucket: Iterable<Payload>;
  /** What failed before, for the try/catch around the step. */
  readonly failed: readonly FailedPayloadRecord[];
}

/** The steps that lead to the step of this name; `undefined` when the plan has none. */
export function pathTo(name: string, steps: readonly PlanStep[]): readonly PlanStep[] | undefined {
  for (const step of steps) {
    if (step.name === name) return [step];
    for (const leg of step.legs) {
      const inside = pathTo(name, leg.steps);
      if (inside !== undefined) return [step, ...inside];
    }
  }
  return undefined;
}

/** The try/catch around each step, by the step's name: the innermost. */
export function catchingSteps(
  steps: readonly PlanStep[],
  around?: PlanStep,
  found = new Map<string, PlanStep>(),
): ReadonlyMap<string, PlanStep> {
  for (const step of steps) {
    if (around !== undefined) found.set(step.name, around);
    const catches = step.compiled.kind === 'legs' && step.compiled.caughtStatus !== undefined;
    const mainLeg = step.compiled.kind === 'legs' ? step.compiled.mainLeg : undefined;
    // What fails in a catch leg is caught by nobody.
    for (const [index, leg] of step.legs.entries())
      catchingSteps(leg.steps, catches ? (index === mainLeg ? step : undefined) : around, found);
  }
  return found;
}
