import { orderSteps, type OrderedStep } from '../../flow/graph.ts';
import type { FlowStep } from '../../flow/model.ts';
import { joinPointer } from '../../text/pointer.ts';
import { digestOf, type FlowScope } from './scope.ts';
import type { ServiceSteps } from './steps.ts';

/** What a step says that no service has, as a short mark. */
export interface StepMark {
  /** `Step "Map"`, or the flow. */
  readonly what: string;
  readonly pointer: string;
  readonly mark: string;
}

/** The marks of the flow and of all steps in running order. */
export function marksOf({ flow, version, at }: FlowScope, steps: ServiceSteps): readonly StepMark[] {
  const inOrder = (chain: readonly OrderedStep[]): readonly OrderedStep[] =>
    chain.flatMap((ordered) => [ordered, ...ordered.legs.flatMap((leg) => inOrder(leg.steps))]);
  const { notification_groups, use_queued_time } = flow.flow;
  const whole = { what: 'The flow', pointer: '/flow', mark: markOf([notification_groups, use_queued_time]) };
  return [
    whole,
    ...inOrder(orderSteps(version)).map(({ step, index }) => ({
      what: `Step "${step.name}"`,
      pointer: joinPointer(at, 'steps', index),
      mark: markOf(beyondService(step, steps)),
    })),
  ];
}

function markOf(part: unknown): string {
  return digestOf(part).slice(0, 6);
}

export function printMarks(marks: readonly StepMark[]): string {
  return marks.map(({ mark }) => mark).join(' ');
}

/** The steps from which on the flow is another one than it was; the first of those where steps came or went. */
export function changedSince(before: string, now: readonly StepMark[]): readonly StepMark[] {
  const then = before.split(' ');
  const changed = now.filter(({ mark }, index) => mark !== then[index]);
  if (then.length === now.length) return changed;
  return [changed[0] ?? now.at(-1)].filter((one) => one !== undefined);
}

/** A step without what the service tells. Names are for people; provenance is ours. */
function beyondService(
  step: FlowStep,
  { pull, push, map, pageFilters, recordFilters, dedupes }: ServiceSteps,
): unknown {
  const isOneOf = (...placed: readonly ({ readonly step: FlowStep } | undefined)[]): boolean =>
    placed.some((one) => one?.step === step);
  const kind = step.microservice ?? step.type;
  if (isOneOf(pull, push)) {
    const { name: _name, ...endpoint } = step.endpoint ?? {};
    return [kind, endpoint, (step.filters ?? []).map(({ date_format, location }) => [date_format, location])];
  }
  if (isOneOf(map)) return [kind];
  if (isOneOf(...pageFilters)) return [kind, (step.filters ?? []).map(({ date_format }) => date_format)];
  if (isOneOf(...recordFilters.map(([first]) => first))) return [kind, (step.filters ?? []).slice(1)];
  if (isOneOf(...dedupes)) return [kind, step.config?.['entity_type'], step.config?.['behaviour']];
  const { name: _name, description: _description, routes, ...rest } = step;
  return [rest, routes?.length];
}
