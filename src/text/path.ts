/**
 * Paths into payloads, as the platform writes them: dots for nesting, a number for one element of a list,
 * `*` for every element. `\.` stands for a dot inside a key (toolkit default: the platform does not say).
 */
export type PathSegment = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'every' };

export function parsePath(path: string): readonly PathSegment[] {
  if (path === '') return [];
  const segments: PathSegment[] = [];
  for (const part of path.match(/(?:\\.|[^.\\]|\\$)+|(?<=\.)(?=\.|$)|^(?=\.)/gu) ?? []) {
    segments.push(part === '*' ? { kind: 'every' } : { kind: 'key', key: part.replaceAll(/\\(.)/gu, '$1') });
  }
  return segments;
}

export function printPath(segments: readonly PathSegment[]): string {
  return segments
    .map((segment) => (segment.kind === 'every' ? '*' : segment.key.replaceAll(/[\\.*[\]]/gu, String.raw`\$&`)))
    .join('.');
}

export function hasWildcard(path: string): boolean {
  return parsePath(path).some((segment) => segment.kind === 'every');
}

/** One step down: an own property or a list element, else `undefined`. */
export function child(value: unknown, key: string): unknown {
  if (value === null || typeof value !== 'object') return undefined;
  if (Array.isArray(value)) return /^\d+$/u.test(key) ? value[Number(key)] : undefined;
  return Object.hasOwn(value, key) ? (value as Record<string, unknown>)[key] : undefined; // own property, just checked
}

/**
 * Compiles a path to a reader. Without a wildcard it returns the value or `undefined`; with one it returns
 * the list of all values found, flattened, without the missing ones.
 */
export function compilePath(path: string): (root: unknown) => unknown {
  const segments = parsePath(path);
  const split = segments.findIndex((segment) => segment.kind === 'every');
  if (split < 0) return compileKeys(segments.map((segment) => (segment.kind === 'key' ? segment.key : '')));
  const head = compileKeys(segments.slice(0, split).map((segment) => (segment.kind === 'key' ? segment.key : '')));
  const rest = segments.slice(split + 1);
  const tail = compilePath(printPath(rest));
  const nested = rest.some((segment) => segment.kind === 'every');
  return (root) => {
    const list = head(root);
    if (!Array.isArray(list)) return [];
    const found: unknown[] = [];
    for (const element of list) {
      const value = tail(element);
      // Not as arguments of one call: they stand on the stack, and a list can have that many.
      if (nested && Array.isArray(value)) for (const one of value as unknown[]) found.push(one);
      else if (value !== undefined) found.push(value);
    }
    return found;
  };
}

function compileKeys(keys: readonly string[]): (root: unknown) => unknown {
  const [first, second] = keys.map(compileChild);
  if (first === undefined) return (root) => root;
  if (second === undefined) return first;
  if (keys.length === 2) return (root) => second(first(root));
  const steps = keys.map(compileChild);
  return (root) => {
    let value = root;
    for (const step of steps) value = step(value);
    return value;
  };
}

/** Keys that records have from what they are, besides their own. */
const inherited: ReadonlySet<string> = new Set([...Object.getOwnPropertyNames(Object.prototype), 'toJSON']);

/** `child` for one key, compiled: payloads inherit from nothing but Object, so that most keys need no question whose they are. */
function compileChild(key: string): (value: unknown) => unknown {
  if (inherited.has(key)) return (value) => child(value, key);
  const index = /^\d+$/u.test(key) ? Number(key) : undefined;
  return (value) => {
    if (value === null || typeof value !== 'object') return undefined;
    if (Array.isArray(value)) return index === undefined ? undefined : (value[index] as unknown);
    return (value as Record<string, unknown>)[key];
  };
}
