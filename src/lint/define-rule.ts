import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowFile, FlowStep, FlowVersion, StepFilter } from '../flow/model.ts';
import { isObject } from '../text/json.ts';
import type { TransformCall } from '../flow/transform-step.ts';
import { joinPointer } from '../text/pointer.ts';

/** A rule over one flow. Rules see only what the schema has accepted. */
export interface FlowRule {
  /** Diagnostic code, and the name of the file. */
  readonly name: string;
  check(flow: FlowFile): Iterable<Finding>;
}

export function defineFlowRule(rule: FlowRule): FlowRule {
  return rule;
}

export interface PlacedVersion {
  readonly version: FlowVersion;
  readonly pointer: string;
}

export function versionsOf(flow: FlowFile): readonly PlacedVersion[] {
  return flow.flow.versions.map((version, index) => ({ version, pointer: `/flow/versions/${index}` }));
}

export interface PlacedStep {
  readonly step: FlowStep;
  readonly pointer: string;
  readonly version: FlowVersion;
}

export function stepsOf(flow: FlowFile): readonly PlacedStep[] {
  return versionsOf(flow).flatMap(({ version, pointer }) =>
    version.steps.map((step, index) => ({ step, version, pointer: joinPointer(pointer, 'steps', index) })),
  );
}

export interface PlacedFilter {
  readonly filter: StepFilter;
  readonly pointer: string;
  readonly step: FlowStep;
}

/** Every filter rule of every step and leg; those of connector steps are parameters of their endpoint. */
export function* filtersOf(flow: FlowFile): Generator<PlacedFilter> {
  for (const { step, pointer } of stepsOf(flow)) {
    for (const [index, filter] of (step.filters ?? []).entries())
      yield { filter, step, pointer: `${pointer}/filters/${index}` };
    for (const [leg, { filters = [] }] of (step.routes ?? []).entries())
      for (const [index, filter] of filters.entries())
        yield { filter, step, pointer: `${pointer}/routes/${leg}/filters/${index}` };
  }
}

export interface PlacedTransform {
  readonly call: TransformCall;
  readonly pointer: string;
}

/** Every function of every mapping rule. Settings are not checked yet when rules run, so what has no form is left out. */
export function* transformsOf(flow: FlowFile): Generator<PlacedTransform> {
  for (const { step, pointer } of stepsOf(flow)) {
    for (const [rule, { transforms }] of membersOf(step.config?.['rules'])) {
      for (const [index, call] of membersOf(transforms)) {
        if (typeof call['function'] !== 'string') continue;
        const args = isObject(call['arguments']) ? { arguments: call['arguments'] } : {};
        const at = `${pointer}/config/rules/${rule}/transforms/${index}`;
        yield { call: { function: call['function'], ...args }, pointer: at };
      }
    }
  }
}

function membersOf(list: unknown): readonly (readonly [number, Readonly<Record<string, unknown>>])[] {
  return Array.isArray(list) ? [...list.entries()].filter(([, member]) => isObject(member)) : [];
}
