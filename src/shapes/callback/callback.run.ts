import { effectIds } from '../../contract/effect-ids.ts';
import { TerminalError } from '../../contract/errors.ts';
import { payloadText, type Payload } from '../../contract/payload.ts';
import { performOnce } from '../../contract/perform-once.ts';
import type { CompileStep } from '../../contract/step.ts';

/**
 * Answers the request that has started the flow with all payloads that have come, as one array. The first callback that is
 * reached does so; payloads pass unchanged through all of them.
 */
const compile: CompileStep<unknown> = ({ step, context }) => {
  const { caller } = context;
  if (caller === undefined)
    throw new TerminalError({
      code: 'run/no-caller',
      message: `Step "${step.name}" answers the request that started the flow, and nobody waits for an answer.`,
      help: 'Name a file for the answer with --callback FILE.',
      step: step.name,
    });
  const idOf = effectIds(step.name);
  return {
    kind: 'legs',
    touches: { isFinal: true },
    async *run(bucket, _, { openRoom }) {
      const room = openRoom();
      const texts: string[] = [];
      for await (const payload of bucket) {
        if (!caller.isAnswered) texts.push(elementOf(payload));
        room.add(payload);
      }
      if (!caller.isAnswered && (texts.length > 0 || context.assume('flow.emptyBucket') === 'continue')) {
        const body = `[${texts.join(',')}]`;
        await performOnce({ ...idOf([body]), repeatable: true }, { context, keepAnswer: false }, async () => {
          await caller.answer(body, step.name);
          return undefined;
        });
        caller.noteAnswered();
      }
      yield* room.read(true);
      room.close();
    },
  };
};

/** A payload as an element of a JSON array. */
function elementOf(payload: Payload): string {
  if (payload.value === undefined) return 'null';
  return payload.format === 'json' ? payloadText(payload) : JSON.stringify(payloadText(payload));
}

export default compile;
