import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowFile, FlowStep, FlowVersion, StepFilter } from '../flow/model.ts';
import { orderSteps, shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { TransformCall } from '../flow/transform-step.ts';
import { findShape, type AnyShape } from '../shapes/find.ts';
import { isObject } from '../text/json.ts';
import { joinPointer } from '../text/pointer.ts';

/** A rule over one flow. Rules see only what the schema has accepted. */
export interface FlowRule {
  /** Diagnostic code, and the name of the file. */
  readonly name: string;
  /** True where no run or conversion could work with what it finds; the others are asked by `validate` only. */
  readonly isNeeded?: true;
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

/** What a step is, in the toolkit's words: `connector`, `cache`, …; `undefined` for shapes that are not known. */
export function kindOf(step: FlowStep): AnyShape['kind'] | undefined {
  return findShape(shapeIdentifier(step))?.kind;
}

export interface PlacedRule {
  readonly rule: Readonly<Record<string, unknown>>;
  readonly transforms: readonly Readonly<Record<string, unknown>>[];
  readonly pointer: string;
  readonly step: FlowStep;
}

/** Every mapping rule of every map step, of whatever form. */
export function* mappingRulesOf(flow: FlowFile): Generator<PlacedRule> {
  for (const { step, pointer } of stepsOf(flow)) {
    if (kindOf(step) !== 'map') continue;
    for (const [index, rule] of membersOf(step.config?.['rules']))
      yield {
        rule,
        transforms: membersOf(rule['transforms']).map(([, member]) => member),
        pointer: `${pointer}/config/rules/${index}`,
        step,
      };
  }
}

export interface PlacedText {
  readonly text: string;
  readonly pointer: string;
}

/** Texts of a step that may hold variables: not its name, its description and what the toolkit notes. */
export function* textsOf(step: FlowStep, pointer: string): Generator<PlacedText> {
  const { config, variables, filters, routes } = step;
  for (const [key, value] of Object.entries({ config, variables, filters, routes }))
    yield* textsIn(value, joinPointer(pointer, key));
}

/** Every text in a value. The schema allows 200 levels, so recursion is safe. */
export function* textsIn(value: unknown, pointer: string): Generator<PlacedText> {
  if (typeof value === 'string') yield { text: value, pointer };
  else if (Array.isArray(value))
    for (const [index, element] of value.entries()) yield* textsIn(element, `${pointer}/${index}`);
  else if (isObject(value))
    for (const [key, member] of Object.entries(value)) yield* textsIn(member, joinPointer(pointer, key));
}

/** The steps that run before a step, nearest first. */
export interface Before {
  readonly step: FlowStep;
  readonly before: Before | undefined;
}

export interface ReachedStep extends PlacedStep {
  readonly before: Before | undefined;
}

/** Steps that run, in running order, each with those that lead to it. */
export function* reachedSteps(flow: FlowFile): Generator<ReachedStep> {
  for (const { version, pointer } of versionsOf(flow)) yield* walk(orderSteps(version), undefined, version, pointer);
}

function* walk(
  chain: readonly OrderedStep[],
  leading: Before | undefined,
  version: FlowVersion,
  pointer: string,
): Generator<ReachedStep> {
  let before = leading;
  for (const { step, index, legs } of chain) {
    yield { step, version, pointer: `${pointer}/steps/${index}`, before };
    before = { step, before };
    for (const leg of legs) yield* walk(leg.steps, before, version, pointer);
  }
}

/** Steps that run before another, nearest first. */
export function* stepsBefore(start: Before | undefined): Generator<FlowStep> {
  for (let at = start; at !== undefined; at = at.before) yield at.step;
}
