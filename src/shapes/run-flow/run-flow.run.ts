import { effectIds } from '../../contract/effect-ids.ts';
import { TerminalError } from '../../contract/errors.ts';
import { originOf, payloadText, storePayload } from '../../contract/payload.ts';
import { compileContent } from '../../contract/read-content.ts';
import { performOnce } from '../../contract/perform-once.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import type { RunQueue } from '../../contract/run-queue.ts';
import { calledFlows } from '../../flow/called-flows.ts';
import type { FlowFile } from '../../flow/model.ts';
import type { RunFlowSettings } from './run-flow.schema.ts';

/** Flows in a row, each started by the one before. */
const longestChain = 10;

/** Puts one run of another flow into the queue for each payload, which passes on unchanged. Nobody waits for these runs. */
const compile: CompileStep<RunFlowSettings> = async (input) => {
  const { settings, step, context, template } = input;
  const queue = requireQueue(input);
  await requireRunnable(input, queue);
  const idOf = effectIds(step.name);
  const content = settings.payload === undefined ? undefined : await compileContent(settings.payload, input);
  const variables = (settings.variables ?? []).map(({ name, value }) => ({ name, fillValue: template(value) }));
  const { flow, version } = settings;
  return {
    kind: 'effect',
    async apply(payload) {
      const given = content === undefined ? payload : content(payload);
      const values = Object.fromEntries(variables.map(({ name, fillValue }) => [name, fillValue(payload)]));
      const id = idOf([flow, String(version ?? ''), JSON.stringify([values, given.meta]), payloadText(given)]);
      const name = [context.run, id.step, id.digest, id.ordinal].join('/');
      await performOnce({ ...id, ...originOf(payload), repeatable: true }, { context, keepAnswer: false }, async () => {
        const start = storePayload(given);
        await queue.add(name, { flow, ...(version === undefined ? {} : { version }), variables: values, start });
        return undefined;
      });
      return [payload];
    },
  };
};

function requireQueue({ context, step, settings }: StepInput<RunFlowSettings>): RunQueue {
  const { queue } = context.ports;
  if (queue !== undefined) return queue;
  throw new TerminalError({
    code: 'run/no-queue',
    message: `Step "${step.name}" starts flow "${settings.flow}", and the run was given nothing that runs it.`,
    help: 'Run the file with "repatch run", which keeps a queue.',
    step: step.name,
  });
}

/** Before anything happens: the flow is there and enabled, and no chain of flows leads back to this one. */
async function requireRunnable(
  { context, step, settings }: StepInput<RunFlowSettings>,
  queue: RunQueue,
): Promise<void> {
  const refuse = (code: TerminalError['code'], message: string, help: string): TerminalError =>
    new TerminalError({
      code,
      message: `Step "${step.name}" starts flow "${settings.flow}", ${message}.`,
      help,
      step: step.name,
    });
  const called = await queue.find(settings.flow);
  if (called === undefined)
    throw refuse(
      'run/unknown-flow',
      'which no file of the workspace has',
      'Correct the name, or add the file of the flow.',
    );
  if (!called.flow.is_enabled)
    throw refuse('run/flow-disabled', 'which is not enabled', 'Set "is_enabled": true in its file once it is ready.');
  const { version } = settings;
  if (version !== undefined && !called.flow.versions.some(({ iteration }) => iteration === version))
    throw refuse('run/unknown-flow', `which has no version ${version}`, 'Name the "iteration" of one of its versions.');
  const chain = await circleFrom(called, [context.flowName], queue);
  if (chain !== undefined)
    throw refuse(
      'run/flow-loop',
      `and ${chain.map((name) => `"${name}"`).join(' starts ')}${chain.length > longestChain ? ', and so on' : ''}`,
      'Take out the step that closes the circle.',
    );
}

/** Names of flows that start each other in a circle, or in too long a row. */
async function circleFrom(
  file: FlowFile,
  before: readonly string[],
  queue: RunQueue,
): Promise<readonly string[] | undefined> {
  const chain = [...before, file.flow.name];
  if (before.includes(file.flow.name) || chain.length > longestChain) return chain;
  for (const name of calledFlows(file)) {
    const next = await queue.find(name);
    const found = next === undefined ? undefined : await circleFrom(next, chain, queue);
    if (found !== undefined) return found;
  }
  return undefined;
}

export default compile;
