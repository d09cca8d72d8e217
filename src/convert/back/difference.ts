import type { Change, RowsResidue, ServiceResidue } from '../../legacy/residue.ts';
import { canonicalJson, isObject, type JsonObject } from '../../text/json.ts';
import { joinPointer } from '../../text/pointer.ts';
import { unreadMember } from './scope.ts';
import { keyedRows, listsOfRows, type KeyedRow } from './rows.ts';

/** What has to be changed in the service that the flow gives, to have the one that it was made from. */
export function differenceOf(read: JsonObject, wanted: JsonObject): Omit<ServiceResidue, 'service'> {
  const changes: Change[] = [];
  const rows: RowsResidue[] = [];
  for (const key of keysOf(read, wanted)) {
    const nameRow = listsOfRows.get(key);
    const [before, after] = [read[key], wanted[key]];
    if (nameRow !== undefined && Array.isArray(before) && Array.isArray(after)) {
      const found = compareRows(joinPointer('', key), keyedRows(before, nameRow), keyedRows(after, nameRow));
      if (found !== undefined) rows.push(found);
    } else compareMember(changes, '', key, read, wanted);
  }
  return { ...(changes.length === 0 ? {} : { changes }), ...(rows.length === 0 ? {} : { rows }) };
}

function compare(changes: Change[], at: string, read: unknown, wanted: unknown): void {
  if (isObject(read) && isObject(wanted) && isSameThing(read, wanted)) {
    for (const key of keysOf(read, wanted)) compareMember(changes, at, key, read, wanted);
  } else if (canonicalJson(read) !== canonicalJson(wanted)) changes.push({ at, read, value: wanted });
}

/** Members of one kind of object mean nothing in another, so that it is exchanged whole. */
function isSameThing(read: JsonObject, wanted: JsonObject): boolean {
  const { kind } = read;
  if (Object.hasOwn(read, unreadMember) || (kind !== undefined && kind !== wanted['kind'])) return false;
  return Object.keys(read).some((key) => Object.hasOwn(wanted, key));
}

function compareMember(changes: Change[], at: string, key: string, read: JsonObject, wanted: JsonObject): void {
  const pointer = joinPointer(at, key);
  if (!Object.hasOwn(wanted, key)) changes.push({ at: pointer, read: read[key] });
  else if (!Object.hasOwn(read, key)) changes.push({ at: pointer, value: wanted[key] });
  else if (Array.isArray(read[key])) {
    // An element is replaced whole: its place alone would not say that it is still the one that was meant.
    if (canonicalJson(read[key]) !== canonicalJson(wanted[key]))
      changes.push({ at: pointer, read: read[key], value: wanted[key] });
  } else compare(changes, pointer, read[key], wanted[key]);
}

/** Rows are paired by what the flow says of them, in their order. */
function compareRows(at: string, read: readonly KeyedRow[], wanted: readonly KeyedRow[]): RowsResidue | undefined {
  const pairs = pairUp(read, wanted);
  const changed: NonNullable<RowsResidue['changed']> = [];
  const added: NonNullable<RowsResidue['added']> = [];
  const order: string[] = [];
  for (const { value, key } of wanted) {
    const partner = pairs.get(key);
    if (partner === undefined) {
      const after = order.at(-1);
      added.push({ ...(after === undefined ? {} : { after }), value });
      continue;
    }
    order.push(partner.key);
    const changes: Change[] = [];
    compare(changes, '', partner.value, value);
    if (changes.length > 0) changed.push({ row: partner.key, changes });
  }
  const kept = new Set(order);
  const removed = read.filter(({ key }) => !kept.has(key)).map(({ key, value }) => ({ row: key, read: value }));
  const isInOrder =
    canonicalJson(read.filter(({ key }) => kept.has(key)).map(({ key }) => key)) === canonicalJson(order);
  if (changed.length + added.length + removed.length === 0 && isInOrder) return undefined;
  return {
    at,
    ...(changed.length === 0 ? {} : { changed }),
    ...(removed.length === 0 ? {} : { removed }),
    ...(added.length === 0 ? {} : { added }),
    ...(isInOrder ? {} : { order }),
  };
}

/** The row read for each wanted row: of the same name, and what is left over in turn, if there is as much on both sides. */
function pairUp(read: readonly KeyedRow[], wanted: readonly KeyedRow[]): ReadonlyMap<string, KeyedRow> {
  const byKey = new Map(read.map((row) => [row.key, row]));
  const pairs = new Map<string, KeyedRow>();
  for (const { key } of wanted) {
    const partner = byKey.get(key);
    if (partner !== undefined) pairs.set(key, partner);
  }
  const left = read.filter(({ key }) => !pairs.has(key));
  const open = wanted.filter(({ key }) => !pairs.has(key));
  if (left.length === open.length)
    for (const [index, { key }] of open.entries()) {
      const partner = left[index];
      if (partner !== undefined) pairs.set(key, partner);
    }
  return pairs;
}

function keysOf(a: JsonObject, b: JsonObject): readonly string[] {
  return [...new Set([...Object.keys(a), ...Object.keys(b)])];
}
