import { withMeta, type Payload } from '../../contract/payload.ts';
import type { CompileStep, FailedPayload, Room } from '../../contract/step.ts';
import type { TryCatchSettings } from './try-catch.schema.ts';

/** A failed payload leaves the try leg alone; at the end of the flow the catch leg gets all that failed. */
const compile: CompileStep<TryCatchSettings> = ({ settings }) => ({
  kind: 'legs',
  mainLeg: 0,
  caughtStatus: settings.action ?? 'partial_success',
  async *run(bucket, legs, { openRoom, atEnd }) {
    const [tryLeg, catchLeg] = legs;
    if (tryLeg === undefined) {
      yield* bucket;
      return;
    }
    let failed: Room | undefined;
    yield* tryLeg.run(bucket, (failure) => (failed ??= openRoom()).add(withMessage(failure)));
    const room = failed;
    if (catchLeg === undefined || room === undefined) return;
    // The catch leg ends there: what it hands on goes nowhere.
    atEnd(() => catchLeg.run(room.read(true)));
  },
});

function withMessage({ payload, error }: FailedPayload): Payload {
  return withMeta(payload, { ...payload.meta, error_message: error.message });
}

export default compile;
