import { requireFormat } from '../../contract/require-format.ts';
import { requirePath } from '../../contract/require-path.ts';
import { TerminalError } from '../../contract/errors.ts';
import { partOf, type Payload } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import { compilePath } from '../../text/path.ts';
import { isObject } from '../../text/json.ts';
import { recordKeyOf } from '../../text/record-key.ts';
import type { BatchSettings } from './batch.schema.ts';

/** Each payload is batched on its own; what stands above the batch level is left behind. */
const compile: CompileStep<BatchSettings> = ({ step, settings, context }) => {
  requirePath(settings.path, step.name);
  const { size } = settings;
  const read = settings.path === '*' ? (value: unknown) => value : compilePath(settings.path);
  const bare = size === 1 && settings.do_not_wrap_single === true;
  const above = settings.path === '*' ? '' : `${settings.path}.`;
  const cut = (payload: Payload, records: readonly unknown[], start: number): Payload => {
    if (size === 1)
      return partOf(payload, bare ? records[start] : [records[start]], `${above}${start}`, recordKeyOf(records[start]));
    const batch = records.slice(start, start + size);
    return partOf(payload, batch, `${above}${start}-${start + batch.length - 1}`, undefined);
  };
  return {
    kind: 'pure',
    apply(payload) {
      requireFormat(payload, ['json'], step.name);
      const level = read(payload.value);
      if (level === undefined || level === null) {
        if (level === undefined && payload.value !== undefined)
          context.warn(`A payload without "${settings.path}" was dropped.`, step.name);
        return [];
      }
      const records = Array.isArray(level) ? (level as unknown[]) : [requireObject(level, step.name, settings.path)];
      const batches: Payload[] = [];
      for (let start = 0; start < records.length; start += size) {
        batches.push(cut(payload, records, start));
      }
      return batches;
    },
  };
};

function requireObject(value: unknown, step: string, path: string): unknown {
  if (isObject(value)) return value;
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `Step "${step}" found text or a number at its batch level "${path}", where a list belongs.`,
    help: 'Point the batch level at the list of records; "*" is the payload itself.',
    step,
  });
}

export default compile;
