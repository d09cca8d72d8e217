import type { FlowFile, FlowStep, StepFilter } from '../../src/flow/model.ts';
import type { MappingRule, TransformCall } from '../../src/flow/transform-step.ts';
import type { Place } from './edit.ts';

export interface At<Value> {
  readonly value: Value;
  readonly place: Place;
  readonly step: FlowStep;
}

export const versionPlace: Place = ['flow', 'versions', 0];
const stepsPlace: Place = [...versionPlace, 'steps'];

export function stepsOf(flow: FlowFile): readonly At<FlowStep>[] {
  const [version] = flow.flow.versions;
  return (version?.steps ?? []).map((step, index) => ({ value: step, step, place: [...stepsPlace, index] }));
}

export function kindOf({ microservice, type }: FlowStep): string {
  return microservice ?? type ?? '';
}

export function stepsOfKind(flow: FlowFile, ...kinds: readonly string[]): readonly At<FlowStep>[] {
  return stepsOf(flow).filter(({ step }) => kinds.includes(kindOf(step)));
}

/** Rows of filter shapes, or those that a pull hands to the API. */
export function filterRows(flow: FlowFile, where: 'shape' | 'pull' | 'any'): readonly At<StepFilter>[] {
  return stepsOf(flow).flatMap(({ step, place }) => {
    const isShape = kindOf(step) === 'filter';
    if (where !== 'any' && isShape !== (where === 'shape')) return [];
    return (step.filters ?? []).map((value, index) => ({ value, step, place: [...place, 'filters', index] }));
  });
}

export function mappingRules(flow: FlowFile): readonly At<MappingRule>[] {
  return stepsOf(flow).flatMap(({ step, place }) => {
    const rules = (step.config?.['rules'] ?? []) as readonly MappingRule[]; // the shape "map" is the only one with rules
    return kindOf(step) === 'map'
      ? rules.map((value, index) => ({ value, step, place: [...place, 'config', 'rules', index] }))
      : [];
  });
}

export interface CallAt extends At<TransformCall> {
  readonly rule: MappingRule;
}

/** Functions of mapping rules: all of them, or those with one of the names. */
export function transformCalls(flow: FlowFile, ...names: readonly string[]): readonly CallAt[] {
  return mappingRules(flow).flatMap(({ value: rule, step, place }) =>
    (rule.transforms ?? []).flatMap((value, index) =>
      names.length === 0 || names.includes(value.function)
        ? [{ value, rule, step, place: [...place, 'transforms', index] }]
        : [],
    ),
  );
}
