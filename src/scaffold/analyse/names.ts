import type { Operation } from '../api-model.ts';
import { foldCase, identifierOf } from './identifier.ts';
import { sentenceCase, wordsOf } from './words.ts';

export interface Names {
  readonly id: string;
  readonly group: string;
  readonly title: string;
}

/**
 * Names given so far, by key of the operation. It is kept beside the generated files, so that an operation keeps its
 * names whatever is added before it; names of operations that are gone stay taken.
 */
export type NameTable = Readonly<Record<string, Names>>;

/** Operations of an API by what they are recognised by, and the names of them all. */
export interface Naming {
  readonly keyOf: ReadonlyMap<Operation, string>;
  readonly table: NameTable;
}

/** Names every operation of an API, before any selection, so that a selection changes no name. */
export function nameOperations(operations: readonly Operation[], given: NameTable = {}): Naming {
  const keys = keysOf(operations);
  return {
    keyOf: new Map(operations.map((operation, index) => [operation, keys[index] ?? ''])),
    table: settleNames(operations, keys, given),
  };
}

/** What an operation is recognised by in the next version of its description. */
function keysOf(operations: readonly Operation[]): readonly string[] {
  const counts = new Map<string, number>();
  const plain = operations.map(({ method, path }) => `${method} ${path}`);
  for (const key of plain) counts.set(key, (counts.get(key) ?? 0) + 1);
  const seen = new Map<string, number>();
  return operations.map(({ declaredId, tags }, index) => {
    const own = plain[index] ?? '';
    // Collections have many requests to one address; their names and folders tell them apart.
    const key = counts.get(own) === 1 ? own : `${own} #${[...tags, declaredId].join('/')}`;
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before === 0 ? key : `${key} (${before + 1})`;
  });
}

/**
 * Names for all operations. Names in `table` are kept; the others are derived from the operation alone, and where a
 * derived name is taken, from more of it.
 */
function settleNames(operations: readonly Operation[], keys: readonly string[], table: NameTable): NameTable {
  const names = new Map<string, Names>();
  const groups = new Map<string, string>();
  const takenIds = new Set<string>();
  const takenTitles = new Set<string>();
  const take = (key: string, name: Names): void => {
    names.set(key, name);
    if (!groups.has(foldCase(name.group))) groups.set(foldCase(name.group), name.group);
    takenIds.add(foldCase(`${name.group}.${name.id}`));
    takenTitles.add(foldCase(name.title));
  };
  for (const [key, name] of Object.entries(table)) take(key, name);
  for (const [index, operation] of operations.entries()) {
    const key = keys[index] ?? '';
    if (names.has(key)) continue;
    const derived = groupOf(operation);
    const group = groups.get(foldCase(derived)) ?? derived;
    const id = firstFree(idsOf(operation, group), (one) => takenIds.has(foldCase(`${group}.${one}`)), '');
    const title = firstFree(titlesOf(operation, group), (one) => takenTitles.has(foldCase(one)), ' ');
    take(key, { id, group, title });
  }
  return Object.fromEntries([...names].toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

function firstFree(candidates: readonly string[], isTaken: (name: string) => boolean, separator: string): string {
  const usable = candidates.filter((name) => name !== '');
  const free = usable.find((name) => !isTaken(name));
  if (free !== undefined) return free;
  const base = usable.at(-1) ?? 'operation';
  for (let count = 2; ; count++) if (!isTaken(`${base}${separator}${count}`)) return `${base}${separator}${count}`;
}

function groupOf({ tags, path }: Operation): string {
  const fixed = path
    .split('/')
    .find((part) => part !== '' && !part.includes('{') && !/^(?:api|rest|json|v\d[\w.-]*|\d[\d.-]*)$/iu.test(part));
  for (const candidate of [tags[0], fixed]) {
    const group = identifierOf((candidate ?? '').replaceAll(/\{[^{}]*\}/gu, ''));
    if (group !== '') return group;
  }
  return 'general';
}

/** Better names first. All of them are functions of the operation alone, so that the order of the description decides nothing else. */
function idsOf(operation: Operation, group: string): readonly string[] {
  const { declaredId, tags, method, path } = operation;
  const own = isAddress(operation) ? '' : identifierOf(withoutGroup(declaredId, group));
  return [
    own,
    own === '' ? '' : identifierOf([...tags.slice(1), declaredId].join(' ')),
    identifierOf(addressWords(method, path)),
  ].map((name) => (name === group && name !== '' ? identifierOf(`${method} ${name}`) : name));
}

/** `METHOD path`, by the reader or by people who call their requests so. */
function isAddress({ declaredId }: Operation): boolean {
  return /^[A-Z]+ \//u.test(declaredId);
}

/** `orders/list` and `orders.list` in the group orders are just `list`; a name written as one word is left whole. */
function withoutGroup(declaredId: string, group: string): string {
  const [, before = '', rest = ''] = /^([^/.:]+)[/.:]+(.+)$/u.exec(declaredId) ?? [];
  return foldCase(identifierOf(before)) === foldCase(group) ? rest : declaredId;
}

function addressWords(method: string, path: string): string {
  const parts = path
    .split('/')
    .filter((part) => part !== '')
    .map((part) => part.replaceAll(/\{([^{}]*)\}/gu, ' by $1 '));
  return [method.toLowerCase(), ...parts].join(' ');
}

/** One line for people: the summary, or the name in words. */
function titlesOf(operation: Operation, group: string): readonly string[] {
  const { summary = '', declaredId, method, path, tags } = operation;
  const said = plainText(summary);
  const base =
    said !== '' && said.length <= 80
      ? said
      : sentenceCase(wordsOf(isAddress(operation) ? addressWords(method, path) : declaredId));
  const inner = plainText(tags.slice(1).join(' / '));
  return [
    base,
    inner === '' ? '' : `${base} (${inner})`,
    `${base} (${sentenceCase(wordsOf(group))})`,
    `${base} (${method} ${path})`,
  ];
}

/** Without mark-up, line ends and characters that steer terminals. */
function plainText(text: string): string {
  return text
    .replaceAll(/<[^<>]*>|[`*_#]/gu, '')
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .trim()
    .replace(/\.$/u, '');
}
