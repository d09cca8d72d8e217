import type { Finding } from '../diagnostics/diagnostic.ts';
import type { FlowFile, FlowStep, FlowVersion } from '../flow/model.ts';
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
