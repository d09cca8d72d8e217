import { TerminalError } from '../contract/errors.ts';
import type { RunStart, RunTrigger } from '../contract/events.ts';
import { flowVariablesIn } from '../contract/template.ts';
import type { Instance } from '../connector/instance.ts';
import type { EnvironmentFile } from '../flow/environment.ts';
import { shapeIdentifier } from '../flow/graph.ts';
import type { FlowFile, FlowVersion } from '../flow/model.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { applyEnvironment } from './apply-environment.ts';
import { chosenVersion, numberOf, versionToRun, type VersionChoice } from './version-to-run.ts';

/** How a run was asked for. */
export interface StartOrder {
  readonly flow: FlowFile;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly environment?: EnvironmentFile;
  /** Default: the version of the environment, then the deployed one, then the draft. */
  readonly version?: VersionChoice;
  /** Default: started by hand, as the platform does it with any version, whether the flow is enabled or not. */
  readonly trigger?: RunTrigger;
  readonly variables?: Readonly<Record<string, string>>;
}

/** What runs: the flow with what its environment replaces, and the version of it. */
export interface Start {
  readonly flow: FlowFile;
  readonly wanted: VersionChoice | undefined;
  /** The version itself, and what the result says of it. Errors: those of `versionToRun` and `requireStart`. */
  open(): { readonly version: FlowVersion; readonly start: RunStart };
}

/** Resolves version and environment, as the platform does before the first step. What is wrong is thrown by `open`. */
export function resolveStart(order: StartOrder): Start {
  const { flow: given, environment, trigger = 'manual' } = order;
  const ofEnvironment = environment === undefined ? undefined : versionIn(environment, given.flow.name);
  const wanted = order.version ?? ofEnvironment;
  let flow = given;
  let problem: unknown;
  try {
    if (environment !== undefined) flow = applyEnvironment(given, environment, order.instances);
  } catch (error) {
    problem = error;
  }
  return {
    flow,
    wanted,
    open() {
      if (problem !== undefined) throw problem;
      requireTrigger(flow, trigger, { isDeployedThere: ofEnvironment !== undefined, isChosen: wanted !== undefined });
      const version = versionToRun(flow, wanted);
      requireVariables(order.variables ?? {}, version);
      return {
        version,
        start: {
          version: numberOf(version, flow),
          trigger,
          priority: version.flow_priority ?? flow.flow.priority ?? usualPriority,
          ...(environment === undefined ? {} : { environment: environment.name }),
        },
      };
    },
  };
}

/** "Regular", the third of five. */
const usualPriority = 3;

function versionIn({ flows = {} }: EnvironmentFile, flow: string): number | undefined {
  return Object.hasOwn(flows, flow) ? flows[flow]?.version : undefined;
}

/**
 * Triggers start what is deployed and enabled; the Start API what is deployed, or the version it names; people start anything.
 * What is deployed to an environment is enabled by that.
 */
function requireTrigger(
  file: FlowFile,
  trigger: RunTrigger,
  { isDeployedThere, isChosen }: { readonly isDeployedThere: boolean; readonly isChosen: boolean },
): void {
  if (trigger === 'manual' || isDeployedThere) return;
  const { name, is_enabled: isEnabled } = file.flow;
  const deployed = chosenVersion(file, 'deployed');
  const reason =
    deployed === undefined && !(trigger === 'api' && isChosen)
      ? 'no version of it is deployed'
      : trigger === 'api' || isEnabled
        ? undefined
        : 'it is not enabled';
  if (reason === undefined) return;
  throw new TerminalError({
    code: 'run/not-started',
    message: `Flow "${name}" would not be started by ${trigger === 'api' ? 'the Start API' : `its ${trigger}`}: ${reason}.`,
    help: 'Start it by hand, without --trigger; or deploy a version ("is_deployed": true) and enable the flow ("is_enabled": true).',
  });
}

/** A start value with a slip in its name would be ignored in silence. Scripts may ask for any. */
function requireVariables(values: Readonly<Record<string, string>>, { steps, variables = [] }: FlowVersion): void {
  const known = new Set([...variables.map(({ name }) => name), ...flowVariablesIn(JSON.stringify(steps))]);
  if (steps.some((step) => /script/u.test(shapeIdentifier(step)))) return;
  const unknown = Object.keys(values).find((name) => !known.has(name));
  if (unknown === undefined) return;
  const nearest = didYouMean(unknown, [...known]);
  throw new TerminalError({
    code: 'run/unknown-variable',
    message: `The flow has no variable "${unknown}" that could be given a start value.`,
    help: nearest === undefined ? `Variables: ${[...known].join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
  });
}

/** What a test environment leaves as it is although it should not, as sentences. */
export function liveWarnings(
  { steps }: FlowVersion,
  environment: EnvironmentFile | undefined,
  original: FlowVersion | undefined,
  instances: ReadonlyMap<string, Instance>,
): readonly string[] {
  if (environment?.type !== 'test') return [];
  const live = steps.flatMap(({ name, connector }) => {
    const instance = connector === undefined ? undefined : instances.get(connector.name);
    return instance?.environment === 'live'
      ? [`Step "${name}" uses the live instance "${instance.name}" in test environment "${environment.name}".`]
      : [];
  });
  const pools = steps.flatMap(({ name, data_pool: pool, config }, index) =>
    pool !== undefined && pool.name === original?.steps[index]?.data_pool?.name && config?.['behaviour'] !== 'filter'
      ? [
          `Step "${name}" remembers keys in pool "${pool.name}", which test environment "${environment.name}" does not replace: live runs would skip those records.`,
        ]
      : [],
  );
  return [...live, ...pools];
}
