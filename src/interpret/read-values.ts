import { TerminalError } from '../contract/errors.ts';
import { child, type PathSegment } from '../text/path.ts';

/** Gets one value, with the positions of the lists it came through; they change after the call. */
export type Visit = (value: unknown, at: readonly number[]) => void;

export function countLists(path: readonly PathSegment[]): number {
  return path.filter(({ kind }) => kind === 'every').length;
}

/**
 * Compiles a path to what visits every value that it reaches. Lists of the source beyond `lists` become one list value.
 * `name` is the destination, for the message. Errors: TerminalError `run/not-a-list`.
 */
export function compileRead(
  path: readonly PathSegment[],
  lists: number,
  name: string,
): (record: unknown, visit: Visit) => void {
  const surplus = countLists(path) > lists;
  const walk = (from: unknown, start: number, at: number[], visit: Visit): void => {
    let value = from;
    for (let index = start; index < path.length; index++) {
      const segment = path[index]!; // inside
      if (segment.kind === 'key') {
        value = child(value, segment.key);
        continue;
      }
      if (value === undefined || value === null) return;
      if (!Array.isArray(value)) throw notAList(name);
      for (let element = 0; element < value.length; element++) {
        at.push(element);
        walk(value[element], index + 1, at, visit);
        at.pop();
      }
      return;
    }
    visit(value, at);
  };
  if (!surplus) return (record, visit) => walk(record, 0, [], visit);
  return (record, visit) => {
    const groups = new Map<string, { readonly at: readonly number[]; readonly values: unknown[] }>();
    if (lists === 0) groups.set('', { at: [], values: [] });
    walk(record, 0, [], (value, at) => {
      const place = at.slice(0, lists);
      const key = place.join('.');
      let group = groups.get(key);
      if (group === undefined) groups.set(key, (group = { at: place, values: [] }));
      if (value !== undefined) group.values.push(value);
    });
    for (const { at, values } of groups.values()) visit(values, at);
  };
}

function notAList(name: string): TerminalError {
  return new TerminalError({
    code: 'run/not-a-list',
    message: `The mapping of "${name}" expects a list where the record has none.`,
    help: 'Correct the path of the field, or the record at its source.',
  });
}
