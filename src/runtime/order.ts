import type { PlanStep } from './plan.ts';

/**
 * Why a step has to wait until all steps in front of it have ended. `shared resource`: one writes what the other touches.
 * `failure`: the failure of an earlier step would keep this one's effect from happening. `checkpoint`: the run can go on
 * from here, so its input is written down first.
 */
export type ReasonToWait = 'shared resource' | 'failure' | 'checkpoint';

/** `pending`: steps in front that may still be at work. */
export function reasonToWait(
  step: PlanStep,
  pending: readonly PlanStep[],
  isCheckpoint: boolean,
): ReasonToWait | undefined {
  if (pending.some((earlier) => writesWhatIsTouched(earlier, step))) return 'shared resource';
  if (step.isFinal && pending.length > 0) return 'failure';
  return isCheckpoint ? 'checkpoint' : undefined;
}

/** True when one of two steps writes what the other reads or writes. */
export function writesWhatIsTouched(a: PlanStep, b: PlanStep): boolean {
  return meet(a.writes, b.writes) || meet(a.writes, b.reads) || meet(a.reads, b.writes);
}

function meet(a: PlanStep['reads'], b: PlanStep['reads']): boolean {
  return (
    !a.isDisjointFrom(b) || (a.has('all variables') && hasVariable(b)) || (b.has('all variables') && hasVariable(a))
  );
}

function hasVariable(resources: PlanStep['reads']): boolean {
  for (const one of resources) if (one.startsWith('variable ')) return true;
  return false;
}

/**
 * The step in front of which a run can go on: the first whose effect cannot be taken back, on the way that the whole bucket
 * takes. Where a bucket is shared out among legs that is the step that does so.
 */
export function firstFinalStep(steps: readonly PlanStep[]): PlanStep | undefined {
  for (const step of steps) {
    if (step.isFinal) return step;
    if (step.compiled.kind !== 'legs') continue;
    const { mainLeg } = step.compiled;
    if (mainLeg === undefined) {
      if (step.legs.some((leg) => hasFinalStep(leg.steps))) return step;
      continue;
    }
    const inside = firstFinalStep(step.legs[mainLeg]?.steps ?? []);
    if (inside !== undefined) return inside;
  }
  return undefined;
}

function hasFinalStep(steps: readonly PlanStep[]): boolean {
  return steps.some((step) => step.isFinal || step.legs.some((leg) => hasFinalStep(leg.steps)));
}
