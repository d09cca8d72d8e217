import { requireFormat } from '../../contract/require-format.ts';
import { requirePath } from '../../contract/require-path.ts';
import type { TrackedValue } from '../../contract/ports.ts';
import type { CompileStep } from '../../contract/step.ts';
import { compilePath } from '../../text/path.ts';
import type { TrackSettings } from './track.schema.ts';

/** The platform keeps the first 255 characters of a tracked value. */
const valueLimit = 255;

const compile: CompileStep<TrackSettings> = ({ step, settings, context }) => {
  for (const field of settings.fields) requirePath(field, step.name);
  const fields = settings.fields.map((field) => ({ field, read: compilePath(field) }));
  return {
    kind: 'effect',
    async apply(payload) {
      requireFormat(payload, ['json'], step.name);
      const values: TrackedValue[] = [];
      for (const { field, read } of fields) {
        for (const value of [read(payload.value)].flat()) {
          if (value === undefined || value === null) continue;
          values.push({
            flow: context.flowName,
            step: step.name,
            entityType: settings.entity ?? 'data',
            direction: settings.direction,
            field,
            value: String(value).slice(0, valueLimit),
            atMs: context.ports.clock.now(),
          });
        }
      }
      if (values.length > 0) await context.journal.stores.tracked.add(values);
      return [payload];
    },
  };
};

export default compile;
