import { shapeIdentifier } from './graph.ts';
import type { FlowFile } from './model.ts';

/** Names of the flows that a flow starts, in all versions that may run. */
export function calledFlows({ flow }: FlowFile): readonly string[] {
  const steps = flow.versions.filter(({ status }) => status !== 'Inactive').flatMap((version) => version.steps);
  const names = steps
    .filter((step) => /^run-(?:process-)?flow$/u.test(shapeIdentifier(step)))
    .map(({ config = {} }) => config['flow']);
  return [...new Set(names.filter((name) => typeof name === 'string'))];
}
