import { withMeta, type Payload } from '../../contract/payload.ts';
import type { CompileStep, FailedPayload } from '../../contract/step.ts';
import type { TryCatchSettings } from './try-catch.schema.ts';

/** A failed payload leaves the try leg alone; once that leg is through, the catch leg gets all that failed. */
const compile: CompileStep<TryCatchSettings> = ({ settings }) => ({
  kind: 'legs',
  mainLeg: 0,
  caughtStatus: settings.action ?? 'partial_success',
  async *run(bucket, legs) {
    const [tryLeg, catchLeg] = legs;
    if (tryLeg === undefined) {
      yield* bucket;
      return;
    }
    const failed: Payload[] = [];
    yield* tryLeg.run(bucket, (failure) => failed.push(withMessage(failure)));
    if (catchLeg === undefined || failed.length === 0) return;
    for await (const _ of catchLeg.run(failed)) {
      // The catch leg ends here: what it emits goes nowhere.
    }
  },
});

function withMessage({ payload, error }: FailedPayload): Payload {
  return withMeta(payload, { ...payload.meta, error_message: error.message });
}

export default compile;
