import { child, type PathSegment } from '../text/path.ts';

/** Objects by name, lists by position. */
type Container = Record<string | number, unknown>;

export type Write = (target: Record<string, unknown>, at: readonly number[], value: unknown) => void;

/** Compiles a path without `__proto__` to what writes a value there; `at` holds the positions in the lists on the way. */
export function compileWrite(path: readonly PathSegment[]): Write {
  const steps = path.map((segment, index) => {
    const next = path[index + 1];
    const isList = next?.kind === 'every' || (next?.kind === 'key' && /^\d+$/u.test(next.key));
    return { key: segment.kind === 'key' ? segment.key : undefined, isList };
  });
  const last = steps.length - 1;
  return (target, at, value) => {
    let container: Container = target;
    let list = 0;
    for (let index = 0; index <= last; index++) {
      const { key = at[list++] ?? 0, isList } = steps[index]!; // inside
      if (index === last) container[key] = value;
      else container = enter(container, key, isList);
    }
  };
}

/** The object or list under the key. What is neither makes way for one: a field inside it was asked for. */
function enter(container: Container, key: string | number, isList: boolean): Container {
  const inside = Object.hasOwn(container, key) ? container[key] : undefined;
  if (typeof inside === 'object' && inside !== null) return inside as Container; // made below, or copied by an earlier row
  const made = (isList ? [] : {}) as Container; // both take keys
  container[key] = made;
  return made;
}

/** Places of the elements that a path reaches in what was written so far, below those that `at` names. */
export function elementsOf(
  written: unknown,
  path: readonly PathSegment[],
  at: readonly number[],
): readonly (readonly number[])[] {
  const [segment, ...rest] = path;
  if (segment === undefined) return [[]];
  if (segment.kind === 'key') return elementsOf(child(written, segment.key), rest, at);
  if (!Array.isArray(written)) return [];
  const [only, ...below] = at;
  const indexes = only === undefined ? [...written.keys()] : [only];
  return indexes.flatMap((index) => elementsOf(written[index], rest, below).map((place) => [index, ...place]));
}
