// From names of a description to identifiers and file names: total, deterministic, and stable from one run to the next.

/** Words of a name: `orderLines`, `order-lines`, `Order_Lines` and `ORDER LINES` are all order, lines. */
function wordsOf(name: string): string[] {
  return name
    .normalize('NFC')
    .replaceAll(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replaceAll(/(\p{Lu}+)(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(/[^\p{L}\p{Nd}]+/u)
    .filter((word) => word !== '');
}

export function pascalCase(name: string): string {
  const joined = wordsOf(name)
    .map(
      (word) =>
        word.charAt(0).toUpperCase() +
        (/^\p{Lu}+$/u.test(word) && word.length > 3 ? word.slice(1).toLowerCase() : word.slice(1)),
    )
    .join('');
  return /^\p{L}/u.test(joined) ? joined : `N${joined}`;
}

/** Lower-case ASCII, for file names: the same on every file system. */
export function kebabCase(name: string): string {
  const ascii = wordsOf(name.normalize('NFKD').replaceAll(/\p{M}/gu, ''))
    .map((word) => word.toLowerCase().replaceAll(/[^a-z\d]/gu, ''))
    .filter((word) => word !== '')
    .join('-');
  return ascii === '' || /^(?:con|prn|aux|nul|com\d|lpt\d)$/u.test(ascii)
    ? `x-${ascii}`.replace(/-$/u, '')
    : ascii.slice(0, 80);
}

/** Members that every class has, or that make an object something to wait for. */
const taken = new Set([
  'constructor',
  'prototype',
  '__proto__',
  'then',
  'hasOwnProperty',
  'toString',
  'valueOf',
  'toJSON',
]);

/** A member name that shadows nothing. */
export function safeMember(name: string): string {
  const identifier = /^[\p{ID_Start}_$][\p{ID_Continue}$]*$/u.test(name)
    ? name
    : `${pascalCase(name).charAt(0).toLowerCase()}${pascalCase(name).slice(1)}`;
  return taken.has(identifier) ? `${identifier}_` : identifier;
}

/**
 * Hands out names that are unique, letter case aside, so that they can be file names too. Names given before (by key)
 * are kept, whatever comes new: `Order` stays `Order` when `order` joins, which becomes `Order2`.
 */
export class NameTable {
  readonly #given = new Map<string, string>();
  readonly #used = new Set<string>();
  readonly #previous: ReadonlyMap<string, string>;

  constructor(previous: Readonly<Record<string, string>> = {}, reserved: readonly string[] = []) {
    this.#previous = new Map(Object.entries(previous));
    for (const name of [...reserved, ...this.#previous.values()]) this.#used.add(name.toLowerCase());
  }

  /** The name of a key, the one wanted if it is free. */
  give(key: string, wanted: string): string {
    const known = this.#given.get(key) ?? this.#previous.get(key);
    let name = known ?? wanted;
    if (known === undefined)
      for (let count = 2; this.#used.has(name.toLowerCase()); count++)
        name = `${wanted}${/\d$/u.test(wanted) ? '_' : ''}${count}`;
    this.#used.add(name.toLowerCase());
    this.#given.set(key, name);
    return name;
  }

  /** All names given, by key, sorted: the rename table. */
  toRecord(): Record<string, string> {
    const entries = [...new Map([...this.#previous, ...this.#given])];
    return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
  }
}
