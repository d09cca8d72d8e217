import { TerminalError } from '../contract/errors.ts';
import { orderSteps, type OrderedStep } from '../flow/graph.ts';
import type { FlowFile, FlowStep, FlowVersion } from '../flow/model.ts';
import { chosenVersion, type VersionChoice } from '../runtime/version-to-run.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** All steps of a version in running order, with those inside legs. */
export function allSteps(version: FlowVersion | undefined): readonly OrderedStep[] {
  return version === undefined ? [] : flatten(orderSteps(version));
}

function flatten(steps: readonly OrderedStep[]): readonly OrderedStep[] {
  return steps.flatMap((one) => [one, ...one.legs.flatMap((leg) => flatten(leg.steps))]);
}

/**
 * A flow of nothing but one step, and what its legs hold. Errors: TerminalError `test/unknown-step`.
 */
export function onlyStep(flow: FlowFile, name: string, wanted?: VersionChoice): FlowFile {
  const version = chosenVersion(flow, wanted);
  const steps = allSteps(version);
  const found = steps.find(({ step }) => step.name === name);
  if (version === undefined || found === undefined) throw unknownStep(flow, name, steps);
  const kept = new Set(flatten([found]).map(({ step }) => step.name));
  const { parent_id: _, ...own } = found.step;
  return withSteps(
    flow,
    version,
    version.steps.flatMap((step) => (step.name === name ? [own] : kept.has(step.name) ? [step] : [])),
  );
}

/** The flow with this version alone, of these steps. */
function withSteps(flow: FlowFile, version: FlowVersion, steps: FlowStep[]): FlowFile {
  const names = new Set(steps.flatMap(({ name, id }): unknown[] => [name, id]));
  const connections = (version.connections ?? []).filter((edge) =>
    ['from', 'source', 'source_step_id', 'to', 'target', 'target_step_id'].every(
      (key) => edge[key] === undefined || names.has(edge[key]),
    ),
  );
  return { ...flow, flow: { ...flow.flow, versions: [{ ...version, connections, steps }] } };
}

export function unknownStep(flow: FlowFile, name: string, steps: readonly OrderedStep[]): TerminalError {
  const names = steps.map(({ step }) => step.name);
  const nearest = didYouMean(name, names);
  return new TerminalError({
    code: 'test/unknown-step',
    message: `Flow "${flow.flow.name}" has no step "${name}".`,
    help: nearest === undefined ? `Steps: ${names.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
  });
}
