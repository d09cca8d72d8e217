import { TerminalError } from '../contract/errors.ts';
import { child, type PathSegment } from '../text/path.ts';

/** Reads the value for the element that `at` names, list by list; what the record does not have is `undefined`. */
export type ReadAt = (record: unknown, at: readonly number[]) => unknown;

export function countLists(path: readonly PathSegment[]): number {
  return path.filter(({ kind }) => kind === 'every').length;
}

/**
 * Compiles a path. Its first `paired` lists are gone into by position, those beyond become one list of the values that are
 * there. `name` is the destination, for the message. Errors: TerminalError `run/not-a-list`.
 */
export function compileReadAt(path: readonly PathSegment[], paired: number, name: string): ReadAt {
  if (countLists(path) > paired) return (record, at) => collect(record, path, at, paired, name);
  return (record, at) => {
    let value = record;
    let list = 0;
    for (const segment of path) {
      if (segment.kind === 'key') value = child(value, segment.key);
      else value = listOf(value, name)?.[at[list++] ?? -1];
      if (value === undefined) return undefined;
    }
    return value;
  };
}

function collect(
  record: unknown,
  path: readonly PathSegment[],
  at: readonly number[],
  paired: number,
  name: string,
): readonly unknown[] {
  let values: unknown[] = [record];
  let list = 0;
  for (const segment of path) {
    if (segment.kind === 'key') values = values.map((value) => child(value, segment.key));
    else if (list++ < paired) values = values.map((value) => listOf(value, name)?.[at[list - 1] ?? -1]);
    else values = values.flatMap((value) => listOf(value, name) ?? []);
  }
  return values.filter((value) => value !== undefined);
}

/** The list, or `undefined` where there is none; anything else in its place fails the record. */
export function listOf(value: unknown, name: string): readonly unknown[] | undefined {
  if (value === undefined || value === null) return undefined;
  if (Array.isArray(value)) return value;
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `The mapping of "${name}" expects a list where the record has none.`,
    help: 'Correct the path of the field, or the record at its source.',
  });
}
