import { documentValue } from '../../contract/document-value.ts';
import { requirePath } from '../../contract/require-path.ts';
import type { TrackedValue } from '../../contract/ports.ts';
import type { CompileStep } from '../../contract/step.ts';
import { writtenText } from '../../text/json.ts';
import { compilePath, hasWildcard, parsePath } from '../../text/path.ts';
import type { TrackSettings } from './track.schema.ts';

/** The platform keeps the first 255 characters of a tracked value. */
const valueLimit = 255;

const compile: CompileStep<TrackSettings> = ({ step, settings, context }) => {
  for (const field of settings.fields) requirePath(field, step.name);
  const fields = settings.fields.map((field) => ({ field, valuesOf: compileValues(field) }));
  const paths = settings.fields.map((field) => parsePath(field));
  return {
    kind: 'effect',
    async apply(payload) {
      const root = documentValue(payload, paths, step.name);
      if (root !== undefined && payload.format !== 'json')
        context.warn(
          `Step "${step.name}" tracks ${payload.format.toUpperCase()}; the documentation of the platform names JSON only.`,
          step.name,
        );
      const values: TrackedValue[] = [];
      for (const { field, valuesOf } of fields) {
        for (const value of valuesOf(root)) {
          const text = writtenText(value);
          if (text === undefined) continue;
          values.push({
            flow: context.flowName,
            step: step.name,
            entityType: settings.entity ?? 'data',
            direction: settings.direction,
            field,
            value: text.slice(0, valueLimit),
            atMs: context.ports.clock.now(),
          });
        }
      }
      if (values.length > 0) await context.journal.stores.tracked.add(values);
      return [payload];
    },
  };
};

/** Several where the path says so; a list that is the value of one field is one value. */
function compileValues(field: string): (root: unknown) => readonly unknown[] {
  const read = compilePath(field);
  return hasWildcard(field) ? (root) => read(root) as readonly unknown[] : (root) => [read(root)]; // a wildcard gives a list
}

export default compile;
