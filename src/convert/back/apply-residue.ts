import type { Change, RowsResidue, ServiceResidue } from '../../legacy/residue.ts';
import { canonicalJson, isObject, type JsonObject } from '../../text/json.ts';
import { splitPointer } from '../../text/pointer.ts';
import { keyedRows, listsOfRows, type KeyedRow } from './rows.ts';

/** A place where the flow no longer says what it said when the residue was written. */
export interface Superseded {
  /** JSON pointer in the service. */
  readonly at: string;
  readonly value: unknown;
}

/** Puts what the flow could not hold into the service that it gave. Where the flow was changed since, the flow is right. */
export function applyResidue(
  draft: JsonObject,
  { changes = [], rows = [] }: Omit<ServiceResidue, 'service'>,
): { readonly service: JsonObject; readonly superseded: readonly Superseded[] } {
  const service = structuredClone(draft);
  const superseded: Superseded[] = applyChanges(service, changes);
  for (const list of rows) {
    const member = splitPointer(list.at)[0] ?? '';
    const nameRow = listsOfRows.get(member);
    const read = service[member];
    if (nameRow === undefined || !Array.isArray(read)) superseded.push({ at: list.at, value: undefined });
    else service[member] = applyRows(keyedRows(read, nameRow), list, superseded);
  }
  return { service, superseded };
}

function applyChanges(target: unknown, changes: readonly Change[], base = ''): Superseded[] {
  return changes.flatMap((change) => {
    const now = compareWith(target, change);
    if (now === 'as read') apply(target, change);
    return now === 'changed' ? [{ at: base + change.at, value: change.value }] : [];
  });
}

/** What the place of a change says now: what was read there then, what the service said, or something else. */
function compareWith(root: unknown, change: Change): 'as read' | 'as wanted' | 'changed' {
  const { holder, key } = placeOf(root, change);
  if (holder === undefined) return 'changed';
  const says = (member: 'read' | 'value'): boolean =>
    Object.hasOwn(change, member)
      ? Object.hasOwn(holder, key) && canonicalJson(holder[key]) === canonicalJson(change[member])
      : !Object.hasOwn(holder, key);
  if (says('read')) return 'as read';
  return says('value') ? 'as wanted' : 'changed';
}

function apply(root: unknown, change: Change): void {
  const { holder, key } = placeOf(root, change);
  if (holder === undefined) return;
  if (Object.hasOwn(change, 'value')) set(holder, key, structuredClone(change.value));
  else delete holder[key];
}

function placeOf(root: unknown, { at }: Change): { readonly holder: JsonObject | undefined; readonly key: string } {
  const path = splitPointer(at);
  const key = path.pop() ?? '';
  let holder = root;
  for (const token of path) holder = isObject(holder) && Object.hasOwn(holder, token) ? holder[token] : undefined;
  return { holder: isObject(holder) ? holder : undefined, key };
}

/** An own member, also of the name "__proto__". */
function set(holder: JsonObject, key: string, value: unknown): void {
  Object.defineProperty(holder, key, { value, enumerable: true, configurable: true, writable: true });
}

function applyRows(read: readonly KeyedRow[], residue: RowsResidue, superseded: Superseded[]): unknown[] {
  const { at, changed = [], removed = [], added = [], order } = residue;
  const byKey = new Map(read.map((row) => [row.key, row]));
  for (const { row, read: was } of removed)
    if (canonicalJson(byKey.get(row)?.value) === canonicalJson(was)) byKey.delete(row);
    else superseded.push({ at: `${at}/${row}`, value: undefined });
  for (const { row, changes } of changed) {
    const found = byKey.get(row);
    // A row that is gone from the flow has been deleted there.
    if (found !== undefined) superseded.push(...applyRowChanges(byKey, found, changes, at));
  }
  const kept = inOrder([...byKey.values()], order);
  const result: KeyedRow[] = [...kept];
  for (const { after, value } of added.toReversed()) {
    const place = after === undefined ? 0 : result.findIndex(({ key }) => key === after) + 1;
    result.splice(after !== undefined && place === 0 ? result.length : place, 0, { key: '', value });
  }
  return result.map(({ value }) => value);
}

/** A row of one member only is changed as a whole: its change stands at `''`. */
function applyRowChanges(
  rows: Map<string, KeyedRow>,
  row: KeyedRow,
  changes: readonly Change[],
  at: string,
): Superseded[] {
  const [first] = changes;
  if (first?.at !== '') {
    // A source and what is made of it belong together.
    const tied = changes.filter((change) => /^\/(?:source|transformation)(?:\/|$)/u.test(change.at));
    const isWhole = tied.every((change) => compareWith(row.value, change) === 'as read');
    const lost = isWhole ? [] : tied.map((change) => ({ at: `${at}/${row.key}${change.at}`, value: change.value }));
    const rest = isWhole ? changes : changes.filter((change) => !tied.includes(change));
    return [...lost, ...applyChanges(row.value, rest, `${at}/${row.key}`)];
  }
  if (canonicalJson(row.value) !== canonicalJson(first.read)) return [{ at: `${at}/${row.key}`, value: first.value }];
  rows.set(row.key, { key: row.key, value: structuredClone(first.value) });
  return [];
}

/** Rows that the residue does not know stay behind the row before them. */
function inOrder(rows: readonly KeyedRow[], order: readonly string[] | undefined): readonly KeyedRow[] {
  if (order === undefined) return rows;
  const known = new Map(order.map((key, index) => [key, index]));
  let place = -1;
  return rows
    .map((row) => ({ row, place: (place = known.get(row.key) ?? place) }))
    .toSorted((a, b) => a.place - b.place)
    .map(({ row }) => row);
}
