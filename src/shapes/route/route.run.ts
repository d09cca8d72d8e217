import { endsRun, isRunError } from '../../contract/errors.ts';
import type { Payload } from '../../contract/payload.ts';
import { compileConditions } from '../../operators/conditions/compile-conditions.ts';
import type { CompileStep, Leg, Room } from '../../contract/step.ts';
import type { RouteSettings } from './route.schema.ts';
import { compileSorter } from './sort-records.ts';
import { Unmatched } from './unmatched.ts';

/**
 * Decides record by record which legs take it. All is decided before the first leg runs, so that nothing a leg does changes
 * what another one gets. The legs run one after the other, as an observer of legs that run side by side could see it.
 */
const compile: CompileStep<RouteSettings> = async (input) => {
  const { step, settings, context, isLast } = input;
  const conditions = await Promise.all(
    (step.routes ?? []).map(({ filters = [], filter_logic_operator: logic }) =>
      compileConditions(filters, input, logic?.toLowerCase() === 'or' ? 'or' : 'and'),
    ),
  );
  const sort = compileSorter(conditions, { ...input, takesFirst: settings.method === 'first' });
  const endsLegs = !isLast && context.assume('flow.afterLegs') === 'incoming';
  return {
    kind: 'legs',
    endsLegs,
    async *run(bucket, legs, { openRoom, fail }) {
      if (legs.length === 0) {
        yield* bucket;
        return;
      }
      const rooms = legs.map(() => openRoom(legs.length));
      const incoming = endsLegs ? openRoom() : undefined;
      const unmatched = new Unmatched(input);
      for await (const payload of bucket) {
        try {
          const sorted = sort(payload);
          unmatched.note(payload, sorted);
          sorted.legs.forEach((part, index) => part !== undefined && rooms[index]?.add(part));
          incoming?.add(payload);
        } catch (error) {
          await fail(payload, error);
        }
      }
      unmatched.report();
      yield* runLegs(legs, rooms, endsLegs);
      if (incoming !== undefined) yield* incoming.read(true);
    },
  };
};

/** A leg that fails keeps no other from running; the run fails when all are through. */
async function* runLegs(legs: readonly Leg[], rooms: readonly Room[], endsLegs: boolean): AsyncGenerator<Payload> {
  const failures: unknown[] = [];
  for (const [index, leg] of legs.entries()) {
    const room = rooms[index];
    if (room === undefined || room.size === 0) continue;
    try {
      for await (const payload of leg.run(room.read(true))) if (!endsLegs) yield payload;
    } catch (error) {
      if (!isRunError(error) || endsRun(error.code)) throw error;
      failures.push(error);
    }
    room.close();
  }
  if (failures.length > 0) throw failures[0];
}

export default compile;
