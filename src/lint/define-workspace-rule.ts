import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance, InstancesFile } from '../connector/instance.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { kindOf, stepsOf } from './define-rule.ts';

/** A document and where it stands. */
export interface Neighbour<Value> {
  readonly file: string;
  readonly value: Value;
}

/** The documents that refer to each other. Those that cannot be read are left out. */
export interface LintWorkspace {
  readonly flows: readonly Neighbour<FlowFile>[];
  readonly connectors: readonly Neighbour<ConnectorDefinition>[];
  readonly instances: readonly Neighbour<InstancesFile>[];
  readonly environments: readonly Neighbour<EnvironmentFile>[];
  readonly bundles: readonly Neighbour<ServiceBundle>[];
  /** True where a repatch.config.yaml says that what is not here is nowhere. */
  readonly isWhole: boolean;
}

export interface PlacedFinding extends Finding {
  readonly file: string;
  /** Other files that it rests on: it is reported when one of them is checked. */
  readonly because?: readonly string[];
}

/** A rule over documents that refer to each other. */
export interface WorkspaceRule {
  /** Diagnostic code; the part behind the slash is the name of the file. */
  readonly name: DiagnosticCode;
  check(workspace: LintWorkspace): Iterable<PlacedFinding>;
}

export function defineWorkspaceRule(rule: WorkspaceRule): WorkspaceRule {
  return rule;
}

export interface PlacedInstance {
  readonly instance: Instance;
  readonly pointer: string;
  readonly file: string;
}

export function instancesOf({ instances }: LintWorkspace): readonly PlacedInstance[] {
  return instances.flatMap(({ file, value }) =>
    value.instances.map((instance, index) => ({ instance, file, pointer: `/instances/${index}` })),
  );
}

export interface ConnectorStep {
  readonly step: FlowStep;
  readonly pointer: string;
  readonly flow: Neighbour<FlowFile>;
  readonly instance: PlacedInstance | undefined;
  /** The definition of its connector in the workspace. */
  readonly connector: Neighbour<ConnectorDefinition> | undefined;
}

/** Connector steps of all versions that may run, with what they name. */
export function* connectorSteps(workspace: LintWorkspace): Generator<ConnectorStep> {
  const instances = new Map(instancesOf(workspace).map((placed) => [placed.instance.name, placed]));
  const connectors = new Map(workspace.connectors.map((placed) => [placed.value.name, placed]));
  for (const flow of workspace.flows) {
    for (const { step, version, pointer } of stepsOf(flow.value)) {
      if (version.status === 'Inactive' || kindOf(step) !== 'connector') continue;
      const instance = instances.get(step.connector?.name ?? '');
      const system = instance?.instance.connector ?? step.connector?.system ?? '';
      yield { step, pointer, flow, instance, connector: connectors.get(system) };
    }
  }
}

/** The nearest name, or all of them. */
export function oneOf(name: string, known: readonly string[], what: string): string {
  const nearest = didYouMean(name, known);
  if (nearest !== undefined) return `Did you mean "${nearest}"?`;
  const shown = known.slice(0, 20);
  return `${what}: ${shown.join(', ') || 'none'}${known.length > shown.length ? `, and ${known.length - shown.length} more` : ''}.`;
}

export function filesOf(neighbours: readonly Neighbour<unknown>[]): readonly string[] {
  return neighbours.map(({ file }) => file);
}
