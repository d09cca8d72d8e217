import { TerminalError } from '../../contract/errors.ts';
import { callScript, loadScript, surroundingsOf, takeOutcome, textForScript } from '../../contract/script-call.ts';
import { touchesOfScript } from '../../contract/script-touches.ts';
import type { CompileStep } from '../../contract/step.ts';

/** Runs a custom script once for each payload, in order. */
const compile: CompileStep<unknown> = async ({ step, context, template }) => {
  const { script_version: wanted } = step;
  if (wanted === undefined) throw noScript(step.name);
  const script = await loadScript(wanted, context, step.name);
  const variables = (step.variables ?? []).map(({ key, value }) => ({ key, fill: template(value) }));
  return {
    kind: 'effect',
    takesText: true,
    touches: touchesOfScript(wanted, context),
    async apply(payload) {
      const own = Object.fromEntries(variables.map(({ key, fill }) => [key, fill(payload)]));
      const surroundings = surroundingsOf(payload, context, own);
      const outcome = await callScript(script, textForScript(payload), surroundings, context, step.name);
      return [takeOutcome(outcome, payload, context, script.name, step.name)];
    },
  };
};

function noScript(step: string): TerminalError {
  return new TerminalError({
    code: 'run/unknown-script',
    message: `Step "${step}" names no script.`,
    help: 'Add "script_version": { "name": "…" } to the step.',
    step,
  });
}

export default compile;
