/** Comparison of records: values of JSON, whatever class their numbers have. */

/** `equal`: records that have the same value. `alike`: others with the same ids. */
export type Sameness = 'equal' | 'alike' | 'different';

export function samenessOf(a: readonly unknown[], b: readonly unknown[]): Sameness {
  if (a.length === 0 || a.length !== b.length) return 'different';
  let sameness: Sameness = 'equal';
  for (const [index, record] of a.entries()) {
    if (isEqual(record, b[index])) continue;
    const id = idOf(record);
    if (id === undefined || id !== idOf(b[index])) return 'different';
    sameness = 'alike';
  }
  return sameness;
}

const idNames = ['id', '_id', 'Id', 'ID', 'uuid', 'guid'];

/** What tells a record from all others, where it has such a member. Codes and numbers of things may occur twice. */
export function idOf(record: unknown): string | undefined {
  if (typeof record !== 'object' || record === null || Array.isArray(record)) return undefined;
  const members = record as Readonly<Record<string, unknown>>;
  for (const name of idNames) {
    const id = Object.hasOwn(members, name) ? members[name] : undefined;
    if (typeof id === 'string' ? id !== '' : typeof id === 'number' || typeof id === 'bigint') return String(id);
    if (typeof id === 'object' && id !== null && !isPlain(id)) return String(id);
  }
  // The edges of a GraphQL connection.
  return Object.hasOwn(members, 'node') ? idOf(members['node']) : undefined;
}

/** Values nested deeper than this count as different. */
const deepest = 200;

export function isEqual(a: unknown, b: unknown, depth = 0): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null || depth > deepest) return false;
  if (Array.isArray(a) || Array.isArray(b)) {
    if (!Array.isArray(a) || !Array.isArray(b) || a.length !== b.length) return false;
    return a.every((item, index) => isEqual(item, b[index], depth + 1));
  }
  if (!isPlain(a) || !isPlain(b)) return !isPlain(a) && !isPlain(b) && String(a) === String(b);
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(a[key], b[key], depth + 1));
}

/** Not a number of a class that keeps its digits. */
function isPlain(value: object): value is Readonly<Record<string, unknown>> {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}
