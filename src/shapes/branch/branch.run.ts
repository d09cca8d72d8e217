import { TerminalError } from '../../contract/errors.ts';
import type { CompileStep } from '../../contract/step.ts';

/** The platform's own limit. */
const mostLegs = 6;

/**
 * Runs its legs one after the other, each with all that came in. Payloads are never changed in place, so the legs share
 * them; flow variables are the run's, and metadata are those of the payloads that came in.
 */
const compile: CompileStep<unknown> = ({ step, context, isLast }) => {
  const count = step.routes?.length ?? 0;
  if (count > mostLegs)
    throw new TerminalError({
      code: 'run/too-many-legs',
      message: `Step "${step.name}" has ${count} legs; a branch has at most ${mostLegs}.`,
      help: 'Put a second branch into the last leg.',
      step: step.name,
    });
  const endsLegs = !isLast && context.assume('flow.afterLegs') === 'incoming';
  return {
    kind: 'legs',
    endsLegs,
    async *run(bucket, legs, { openRoom }) {
      if (legs.length === 0) {
        yield* bucket;
        return;
      }
      const room = openRoom();
      for await (const payload of bucket) room.add(payload);
      for (const [index, leg] of legs.entries()) {
        const output = leg.run(room.read(!endsLegs && index === legs.length - 1));
        if (!endsLegs) yield* output;
        else for await (const _ of output); // it ends there
        if (leg.caught() > 0 && index < legs.length - 1 && context.assume('branch.afterCaught') === 'stop') {
          context.warn(
            `Step "${step.name}" did not start the legs behind "${leg.name}", in which payloads failed.`,
            step.name,
          );
          break;
        }
      }
      if (endsLegs) yield* room.read(true);
      room.close();
    },
  };
};

export default compile;
