import { TerminalError } from '../contract/errors.ts';
import type { FlowFile, FlowVersion } from '../flow/model.ts';

/**
 * The version that a run carries out, with its steps and its variables: the deployed one; where none is, the draft.
 * Errors: TerminalError `run/nothing-to-run`.
 */
export function versionToRun(file: FlowFile): FlowVersion {
  const version = chosenVersion(file);
  if (version !== undefined && version.steps.length > 0) return version;
  throw new TerminalError({
    code: 'run/nothing-to-run',
    message: `The version of flow "${file.flow.name}" that runs, ${version === undefined ? 'which it lacks' : nameOf(version, file)}, has no steps.`,
    help: 'Add steps to it, or deploy another version.',
  });
}

/** Of several deployed versions the last; where none is, the last that is not inactive, and then any. */
export function chosenVersion({ flow }: FlowFile): FlowVersion | undefined {
  const { versions } = flow;
  return versions.findLast(isDeployed) ?? versions.findLast(({ status }) => status !== 'Inactive') ?? versions.at(-1);
}

/** Exports say it in either way. */
function isDeployed({ is_deployed: flag, status }: FlowVersion): boolean {
  return flag ?? status === 'Deployed';
}

/** What a file says of its versions that leaves open which one runs. */
export function versionWarnings(file: FlowFile): readonly string[] {
  const { versions } = file.flow;
  const deployed = versions.filter(isDeployed);
  const names = deployed.map((version) => nameOf(version, file));
  const several =
    deployed.length < 2 ? [] : [`${names.join(' and ')} are both said to be deployed; the last of them runs.`];
  const contradictory = versions.flatMap((version) => {
    const { is_deployed: flag, status } = version;
    if (flag === undefined || status === undefined || flag === (status === 'Deployed')) return [];
    const meant = flag ? 'deployed' : 'not deployed';
    return [`${nameOf(version, file)} has the status "${status}" and "is_deployed": ${flag}; it counts as ${meant}.`];
  });
  return [...several, ...contradictory].map((text) => text.charAt(0).toUpperCase() + text.slice(1));
}

function nameOf(version: FlowVersion, { flow }: FlowFile): string {
  return `version ${version.iteration ?? flow.versions.indexOf(version) + 1}`;
}

/** Start values of the flow variables of the version that a run carries out. */
export function startVariables(file: FlowFile): (readonly [string, string])[] {
  const { variables = [] } = chosenVersion(file) ?? {};
  return variables.map(({ name, value }) => [name, value === null || value === undefined ? '' : String(value)]);
}
