import { orderSteps, shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import { chosenVersion } from '../runtime/version-to-run.ts';

/** Steps of the version that runs, in running order, with those inside legs. */
export function stepsOf(flow: FlowFile | undefined): readonly FlowStep[] {
  const version = flow === undefined ? undefined : chosenVersion(flow);
  return version === undefined ? [] : flatten(orderSteps(version));
}

function flatten(steps: readonly OrderedStep[]): readonly FlowStep[] {
  return steps.flatMap(({ step, legs }) => [step, ...legs.flatMap((leg) => flatten(leg.steps))]);
}

export function isCall(step: FlowStep, direction: 'Receive' | 'Send'): boolean {
  return step.endpoint?.direction === direction;
}

export function isMap(step: FlowStep): boolean {
  return shapeIdentifier(step) === 'map';
}

export function isFilter(step: FlowStep): boolean {
  return shapeIdentifier(step) === 'filter';
}

export function isTryCatch(step: FlowStep): boolean {
  return shapeIdentifier(step) === 'try-catch';
}

export function isTrack(step: FlowStep): boolean {
  return ['track', 'track-data'].includes(shapeIdentifier(step));
}

/** A de-dupe step that removes what is known. */
export function isRecall(step: FlowStep): boolean {
  return isDedupe(step) && step.config?.['behaviour'] !== 'track';
}

/** A de-dupe step that remembers keys. */
export function isRemember(step: FlowStep): boolean {
  return isDedupe(step) && step.config?.['behaviour'] !== 'filter';
}

function isDedupe(step: FlowStep): boolean {
  return ['dedupe', 'de-dupe'].includes(shapeIdentifier(step));
}
