import { TerminalError } from '../contract/errors.ts';
import type { FlowFile, FlowVersion } from '../flow/model.ts';

/** A version by its number, or the one in this state. Absent: the deployed one; where none is, the draft. */
export type VersionChoice = number | 'draft' | 'deployed';

/**
 * The version that a run carries out, with its steps and its variables.
 * Errors: TerminalError `run/unknown-version`, `run/nothing-to-run`.
 */
export function versionToRun(file: FlowFile, wanted?: VersionChoice): FlowVersion {
  const version = chosenVersion(file, wanted);
  if (version === undefined && wanted !== undefined) throw unknownVersion(file, wanted);
  if (version !== undefined && version.steps.length > 0) return version;
  throw new TerminalError({
    code: 'run/nothing-to-run',
    message: `The version of flow "${file.flow.name}" that runs, ${version === undefined ? 'which it lacks' : nameOf(version, file)}, has no steps.`,
    help: 'Add steps to it, or deploy another version.',
  });
}

/** Of several deployed versions the last; where none is, the last that is not inactive, and then any. */
export function chosenVersion(file: FlowFile, wanted?: VersionChoice): FlowVersion | undefined {
  const { versions } = file.flow;
  if (typeof wanted === 'number') return versions.find((version) => numberOf(version, file) === wanted);
  if (wanted === 'deployed') return versions.findLast(isDeployed);
  const draft = versions.findLast((version) => version.status !== 'Inactive' && !isDeployed(version));
  if (wanted === 'draft') return draft;
  return versions.findLast(isDeployed) ?? draft ?? versions.at(-1);
}

/** Exports say it in either way. */
function isDeployed({ is_deployed: flag, status }: FlowVersion): boolean {
  return flag ?? status === 'Deployed';
}

/** The number that people know a version by: what the export says, or else its place. */
export function numberOf(version: FlowVersion, { flow }: FlowFile): number {
  return version.iteration ?? flow.versions.indexOf(version) + 1;
}

/** What a file says of its versions that leaves open which one runs. */
export function versionWarnings(file: FlowFile, wanted?: VersionChoice): readonly string[] {
  const { versions } = file.flow;
  const deployed = versions.filter(isDeployed);
  const names = deployed.map((version) => nameOf(version, file));
  const several =
    deployed.length < 2 || typeof wanted === 'number' || wanted === 'draft'
      ? []
      : [`${names.join(' and ')} are both said to be deployed; the last of them runs.`];
  const contradictory = versions.flatMap((version) => {
    const { is_deployed: flag, status } = version;
    if (flag === undefined || status === undefined || flag === (status === 'Deployed')) return [];
    const meant = flag ? 'deployed' : 'not deployed';
    return [`${nameOf(version, file)} has the status "${status}" and "is_deployed": ${flag}; it counts as ${meant}.`];
  });
  const chosen = wanted === undefined ? undefined : chosenVersion(file, wanted);
  const inactive =
    chosen?.status === 'Inactive' && !isDeployed(chosen)
      ? [`${nameOf(chosen, file)} is inactive: another one has taken its place, and no trigger starts it.`]
      : [];
  return [...several, ...contradictory, ...inactive].map((text) => text.charAt(0).toUpperCase() + text.slice(1));
}

function nameOf(version: FlowVersion, file: FlowFile): string {
  return `version ${numberOf(version, file)}`;
}

function unknownVersion(file: FlowFile, wanted: VersionChoice): TerminalError {
  const { name, versions } = file.flow;
  const known = versions.map(
    (version) =>
      `${numberOf(version, file)} (${isDeployed(version) ? 'deployed' : (version.status ?? 'Draft').toLowerCase()})`,
  );
  return new TerminalError({
    code: 'run/unknown-version',
    message: `Flow "${name}" has no ${typeof wanted === 'number' ? `version ${wanted}` : `${wanted} version`}.`,
    help: `Versions: ${known.join(', ')}.`,
  });
}

/** Start values of the flow variables of the version that a run carries out. */
export function startVariables(file: FlowFile, wanted?: VersionChoice): (readonly [string, string])[] {
  const { variables = [] } = chosenVersion(file, wanted) ?? {};
  return variables.map(({ name, value }) => [name, value === null || value === undefined ? '' : String(value)]);
}
