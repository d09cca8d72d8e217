import { isObject } from '../text/json.ts';
import { child, printPath, type PathSegment } from '../text/path.ts';

/** Objects by name, lists by position. */
type Container = Record<string | number, unknown>;
type Path = readonly PathSegment[];

/** Where a destination field is written, once all fields of the mapping are known. */
export interface Target {
  readonly path: Path;
  /** For each segment: whether what stands inside is a list. */
  readonly holdsList: readonly boolean[];
  /** For each segment: what an element is that nobody writes to. */
  readonly blank: readonly (() => unknown)[];
  /** What sorts single positions behind rows for every element of the same list. */
  readonly lateness: string;
  /** True when others write inside it. */
  readonly isExtended: boolean;
}

/** `paths`: of all destination fields, without `__proto__`. */
export function compileTargets(paths: readonly Path[]): readonly Target[] {
  const nexts = new Map<string, { every: boolean; named: boolean }>();
  for (const path of paths) {
    for (const [index, segment] of path.entries()) {
      const place = printPath(path.slice(0, index));
      const next = nexts.get(place) ?? { every: false, named: false };
      nexts.set(place, next);
      if (segment.kind === 'every') next.every = true;
      else if (!isPosition(segment)) next.named = true;
    }
  }
  const nextOf = (path: Path, length: number): { every: boolean; named: boolean } | undefined =>
    nexts.get(printPath(path.slice(0, length)));
  return paths.map((path) => ({
    path,
    holdsList: path.map((_, index) => {
      const next = nextOf(path, index + 1);
      return next !== undefined && (next.every || !next.named);
    }),
    blank: path.map((_, index) => {
      const next = nextOf(path, index + 1);
      return next?.named === true && !next.every ? () => ({}) : () => null;
    }),
    lateness: path
      .map((segment, index) => (isPosition(segment) && nextOf(path, index)?.every === true ? '1' : '0'))
      .join('')
      .replace(/0+$/u, ''),
    isExtended: nexts.has(printPath(path)),
  }));
}

/** True for a name inside a destination of which others write every element: it cannot be an object and a list. */
export function isContradicted(path: Path, paths: readonly Path[]): boolean {
  return path.some((segment, index) => {
    if (segment.kind === 'every' || isPosition(segment)) return false;
    const place = printPath(path.slice(0, index));
    return paths.some((other) => other[index]?.kind === 'every' && printPath(other.slice(0, index)) === place);
  });
}

export function isPosition(segment: PathSegment): boolean {
  return segment.kind === 'key' && /^\d+$/u.test(segment.key);
}

/** Writes a value; `at` holds the positions in the lists on the way. Containers that are missing are made. */
export function writeAt(root: Container, { path, holdsList }: Target, at: readonly number[], value: unknown): void {
  let container = root;
  let list = 0;
  const last = path.length - 1;
  for (let index = 0; index <= last; index++) {
    const segment = path[index]!; // inside
    const key = segment.kind === 'key' ? segment.key : (at[list++] ?? 0);
    if (index < last) {
      container = enter(container, key, holdsList[index] === true);
    } else {
      fill(container, key);
      container[key] = value;
    }
  }
}

/** Makes the list at least so long that stands behind those which `at` goes through. */
export function stretch(root: Container, target: Target, at: readonly number[], length: number): void {
  let container = root;
  let list = 0;
  for (const [index, segment] of target.path.entries()) {
    if (segment.kind === 'every' && list === at.length) {
      const elements = container as unknown as unknown[]; // what stands in front of a * holds a list
      while (elements.length < length) elements.push(target.blank[index]?.());
      return;
    }
    container = enter(
      container,
      segment.kind === 'key' ? segment.key : (at[list++] ?? 0),
      target.holdsList[index] === true,
    );
  }
}

/** The object or list under the key. What is not what the fields inside need makes way for it. */
function enter(container: Container, key: string | number, isList: boolean): Container {
  fill(container, key);
  const inside = Object.hasOwn(container, key) ? container[key] : undefined;
  if (isList ? Array.isArray(inside) : isObject(inside)) return inside as Container; // made below, or copied by an earlier row
  const made = (isList ? [] : {}) as Container; // both take keys
  container[key] = made;
  return made;
}

/** Elements in front of a position that nobody writes are null. */
function fill(container: Container, key: string | number): void {
  if (Array.isArray(container)) while (container.length < Number(key)) container.push(null);
}

/** Calls `visit` for each element that a path reaches in what was written so far; its positions change after the call. */
export function eachPlace(written: unknown, path: Path, visit: (at: readonly number[]) => void): void {
  walk(written, path, 0, [], visit);
}

function walk(from: unknown, path: Path, start: number, at: number[], visit: (at: readonly number[]) => void): void {
  let value = from;
  for (let index = start; index < path.length; index++) {
    const segment = path[index]!; // inside
    if (segment.kind === 'key') {
      // What a path ends with is nobody's list.
      if (index < path.length - 1) value = child(value, segment.key);
      continue;
    }
    if (!Array.isArray(value)) return;
    const { length } = value;
    for (let element = 0; element < length; element++) {
      at.push(element);
      walk(value[element], path, index + 1, at, visit);
      at.pop();
    }
    return;
  }
  visit(at);
}
