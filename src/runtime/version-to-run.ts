import { TerminalError } from '../contract/errors.ts';
import type { FlowFile, FlowVersion } from '../flow/model.ts';

/**
 * The version that a run carries out, with its steps and its variables: the deployed one, or the last where none is.
 * Errors: TerminalError `run/nothing-to-run`.
 */
export function versionToRun(file: FlowFile): FlowVersion {
  const { flow } = file;
  const version = chosenVersion(file);
  if (version !== undefined && version.steps.length > 0) return version;
  throw new TerminalError({
    code: 'run/nothing-to-run',
    message: `Flow "${flow.name}" has no steps.`,
    help: 'Add steps to its last version.',
  });
}

function chosenVersion({ flow }: FlowFile): FlowVersion | undefined {
  return flow.versions.findLast(isDeployed) ?? flow.versions.at(-1);
}

/** Exports say it in either way. */
function isDeployed({ is_deployed: flag, status }: FlowVersion): boolean {
  return flag ?? status === 'Deployed';
}

/** Start values of the flow variables of the version that a run carries out. */
export function startVariables(file: FlowFile): (readonly [string, string])[] {
  const { variables = [] } = chosenVersion(file) ?? {};
  return variables.map(({ name, value }) => [name, value === null || value === undefined ? '' : String(value)]);
}
