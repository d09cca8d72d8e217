import { documentValue, withDocumentValue } from '../../contract/document-value.ts';
import { requirePath } from '../../contract/require-path.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { Payload } from '../../contract/payload.ts';
import type { CompileStep, StepInput } from '../../contract/step.ts';
import { keyText } from '../../text/json.ts';
import { compileRecordPath, eachRecord, keepRecords, listIn, type RecordPath } from '../../text/records.ts';
import type { DedupeSettings } from './dedupe.schema.ts';

/** Joins the parts of a key made of several fields. */
const separator = '\u001F';

/** The platform keeps a key for 90 days. */
const keptMs = 90 * 24 * 3_600_000;

/** Keys are compared as text, whole and case-sensitive. A record without a key is never a duplicate. */
const compile: CompileStep<DedupeSettings> = (input) => {
  const { settings, step, context } = input;
  const pool = step.data_pool?.name;
  if (pool === undefined) {
    throw new TerminalError({
      code: 'run/no-data-pool',
      message: `Step "${step.name}" names no data pool.`,
      help: 'Add "data_pool": { "name": "…" } to the step.',
      step: step.name,
    });
  }
  const entity = settings.entity_type ?? 'data';
  const keys = compileKeys(input);
  const { pools } = context.journal.stores;
  const sinceMs = context.nowMs - keptMs;
  return {
    kind: 'effect',
    async apply(payload) {
      warnOfFormat(payload, input);
      const present = keys.collect(payload);
      if (settings.behaviour === 'track') {
        await pools.add(pool, entity, present, context.nowMs);
        return [payload];
      }
      const known = await pools.known(pool, entity, present, sinceMs);
      if (settings.behaviour === 'filter_and_track') await pools.add(pool, entity, present, context.nowMs);
      return keys.without(known, payload);
    },
  };
};

/** The platform documents JSON and XML, and an older page JSON alone. */
function warnOfFormat({ format, value }: Payload, { context, step }: StepInput<DedupeSettings>): void {
  if (value === undefined || (format !== 'xml' && format !== 'csv')) return;
  const documented = format === 'xml' ? 'JSON, and XML on a newer page only' : 'JSON and XML only';
  context.warn(
    `Step "${step.name}" de-dupes ${format.toUpperCase()}; the documentation of the platform names ${documented}.`,
    step.name,
  );
}

function compileKeys(input: StepInput<DedupeSettings>): {
  collect(payload: Payload): string[];
  without(known: ReadonlySet<string>, payload: Payload): readonly Payload[];
} {
  const { context, step } = input;
  const keys = [input.settings.key].flat();
  for (const key of keys) requirePath(key, step.name);
  const paths = compilePaths(keys, step.name);
  const listPath = paths[0]?.list;
  const keyOf = compileKey(paths);
  const segments = paths.map((path) => path.segments);
  const valueOf = (payload: Payload): unknown => documentValue(payload, segments, step.name);
  const collect = (payload: Payload): string[] => {
    const found = new Set<string>();
    let missing = 0;
    const visit = (record: unknown): void => {
      const key = keyOf(record);
      if (key === undefined) missing++;
      else found.add(key);
    };
    const root = valueOf(payload);
    const list = listIn(root, { list: listPath });
    if (list === undefined) visit(root);
    else
      eachRecord(root, list, visit, () =>
        context.warn(
          `Step "${step.name}" found no list at "${keys.join(', ')}" in some payloads; their records have no key.`,
          step.name,
        ),
      );
    if (missing > 0) context.warn(`${missing} of the records have no key.`, step.name);
    return [...found];
  };
  const without = (known: ReadonlySet<string>, payload: Payload): readonly Payload[] => {
    const seen = new Set(known);
    const keep = (record: unknown): boolean => {
      const key = keyOf(record);
      if (key === undefined) return context.assume('dedupe.missingKey') === 'keep';
      if (!seen.has(key)) {
        seen.add(key);
        return true;
      }
      return !known.has(key) && context.assume('dedupe.withinPayload') === 'all';
    };
    const root = valueOf(payload);
    const list = listIn(root, { list: listPath });
    if (list === undefined) return keep(root) ? [payload] : [];
    const value = keepRecords(root, list, keep);
    return [value === root ? payload : withDocumentValue(payload, value, segments)];
  };
  return { collect, without };
}

function compileKey(paths: readonly RecordPath[]): (record: unknown) => string | undefined {
  const [first] = paths;
  // Empty text tells no records apart: as a key it would make them all one.
  if (paths.length === 1 && first !== undefined) return (record) => keyText(first.read(record)) || undefined;
  return (record) => {
    const parts = paths.map((path) => keyText(path.read(record)));
    return parts[0] === undefined || parts[0] === '' ? undefined : parts.map((part) => part ?? '').join(separator);
  };
}

/** The first path says where the records are; lists inside a record are parts of its key like other values. */
function compilePaths([first = '', ...others]: readonly string[], step: string): readonly RecordPath[] {
  const leading = compileRecordPath(first);
  const lists =
    (leading.list ?? []).filter(({ kind }) => kind === 'every').length + (leading.list === undefined ? 0 : 1);
  const paths = [leading, ...others.map((path) => compileRecordPath(path, lists))];
  if (paths.every(({ listPath }) => listPath === leading.listPath)) return paths;
  throw new TerminalError({
    code: 'run/bad-key',
    message: `Step "${step}" joins keys of different lists.`,
    help: 'All paths of a joined key must lead into the list of the first one.',
    step,
  });
}

export default compile;
