import type { RunContext } from '../contract/context.ts';
import type { Shape } from '../contract/define-shape.ts';
import { TerminalError } from '../contract/errors.ts';
import { encodedPayload, originOf } from '../contract/payload.ts';
import type { CompiledStep, Stub } from '../contract/step.ts';
import { shapeIdentifier, type OrderedStep } from '../flow/graph.ts';
import type { FlowStep } from '../flow/model.ts';

/** Hands on the payload of the stub for each payload that arrives, with the metadata of that. */
export async function compileStub({ format, text }: Stub, step: FlowStep, context: RunContext): Promise<CompiledStep> {
  const codec = await context.codecs.load(format);
  const encoded = Buffer.from(text);
  const known = codec === undefined ? { format } : { format, codec };
  const legs = (step.routes ?? []).length > 0 ? ' Its legs do not run.' : '';
  context.warn(`A stub stands in for step "${step.name}": the platform may hand on something else.${legs}`, step.name);
  return {
    kind: 'pure',
    apply: (payload) => [encodedPayload(encoded, { ...originOf(payload), ...known, meta: payload.meta })],
  };
}

/** A stub for a step that is not there, or that runs by itself, is a slip. Errors: TerminalError `run/no-such-stub`. */
export function requireUsed(
  stubs: Readonly<Record<string, Stub>>,
  ordered: readonly OrderedStep[],
  shapes: readonly Shape[],
): void {
  const steps = new Map(stepsIn(ordered).map((step) => [step.name, step]));
  for (const name of Object.keys(stubs)) {
    const step = steps.get(name);
    const runs =
      step !== undefined &&
      shapes.some(({ identifiers, run }) => run !== undefined && identifiers.includes(shapeIdentifier(step)));
    if (step !== undefined && !runs) continue;
    throw new TerminalError({
      code: 'run/no-such-stub',
      message: runs
        ? `A stub is given for step "${name}", whose shape can be run.`
        : `A stub is given for step "${name}", which the flow does not have.`,
      help: 'Name a step whose shape is not known.',
    });
  }
}

function stepsIn(ordered: readonly OrderedStep[]): readonly FlowStep[] {
  return ordered.flatMap(({ step, legs }) => [step, ...legs.flatMap((leg) => stepsIn(leg.steps))]);
}
