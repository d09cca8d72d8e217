import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowFile, FlowStep, FlowVersion } from '../flow/model.ts';
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
