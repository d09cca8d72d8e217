import type { Finding } from '../../diagnostics/diagnostic.ts';
import type { LookupTable } from '../../flow/model.ts';
import type { TransformCall } from '../../flow/transform-step.ts';
import type { CrossReference } from '../../legacy/bundle.ts';
import { digestOf, type FlowScope, type Surroundings } from './scope.ts';

type Row = CrossReference['rows'][number];

const matches = { exact: 'exact', contains: 'contains', starts_with: 'startsWith', ends_with: 'endsWith' } as const;
const misses = { keep: 'unchanged', empty: 'empty', fail: 'fail' } as const;

/** The inverse of the rules about lookups: tables by the names that flows call them by. */
export class Lookups {
  /** What the flows said of each lookup when the residue was written. */
  readonly #before: Readonly<Record<string, string>>;
  readonly #now = new Map<string, string>();
  readonly #tables: Map<string, CrossReference>;
  readonly #byName = new Map<string, CrossReference>();

  constructor(surroundings: Surroundings, before: Readonly<Record<string, string>>) {
    this.#before = before;
    for (const table of surroundings.crossReferences)
      for (const name of namesOf(table, surroundings.companyGroups))
        if (!this.#byName.has(name)) this.#byName.set(name, table);
    this.#tables = new Map(surroundings.crossReferences.map((table) => [table.id, table]));
  }

  /** The tables of the bundle: those that were there, and those of the flows. */
  tables(): readonly CrossReference[] {
    return [...this.#tables.values()];
  }

  /** What the flows say of each lookup, for the residue. */
  digests(): Readonly<Record<string, string>> {
    return Object.fromEntries([...this.#now].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }

  /** The function of a service that looks up in the same table. */
  read(scope: FlowScope, call: TransformCall, pointer: string): unknown {
    const {
      lookup,
      direction = 'left_to_right',
      match_type = 'exact',
      on_miss,
      output_type = 'string',
    } = call.arguments ?? {};
    const name = typeof lookup === 'string' ? lookup : '';
    const wrong = output_type !== 'string' ? 'output_type' : isPolicy(on_miss) ? undefined : 'on_miss';
    if (wrong !== undefined)
      return scope.refuse(call, {
        code: 'back/function',
        message: `Lookup "${name}" has "${wrong}": ${JSON.stringify(call.arguments?.[wrong])}.`,
        help: `Tables of services give text, and for other values the value itself ("keep"), empty text ("empty") or a failure ("fail").`,
        pointer: `${pointer}/arguments/${wrong}`,
      });
    if (direction !== 'left_to_right')
      return scope.refuse(call, {
        code: 'back/function',
        message: `Lookup "${name}" is read from right to left.`,
        help: 'Services read tables from left to right only: exchange the columns.',
        pointer: `${pointer}/arguments/direction`,
      });
    const table = scope.flow['x-repatch']?.lookups?.find((one) => one.name === name);
    const now: LookupMark = { rows: digestOf([table?.rows, match_type]), onMiss: String(on_miss) };
    this.#now.set(name, printMark(now));
    const known = this.#find(name);
    if (known !== undefined && table === undefined && scope.flow['x-repatch']?.lookups !== undefined)
      scope.remark(withoutRows(name, pointer));
    if (known === undefined) this.#add(scope, name, table, { match_type, on_miss }, pointer);
    else if (table !== undefined && this.#before[name] !== undefined) {
      const before = readMark(this.#before[name]);
      if (before.rows !== now.rows) this.#changeRows(known, rowsOf(table, match_type));
      if (before.onMiss !== now.onMiss) this.#changePolicy(known, on_miss);
    }
    return { function: 'lookup', crossReferenceId: known?.table.id ?? idFrom(name) };
  }

  /** The table that a lookup was made of, by the names that the converter gives. */
  #find(lookup: string): KnownTable | undefined {
    const table = this.#byName.get(lookup);
    if (table !== undefined) return { table, field: undefined };
    for (let at = lookup.lastIndexOf(': '); at > 0; at = lookup.lastIndexOf(': ', at - 1)) {
      const split = this.#byName.get(lookup.slice(0, at));
      if (split?.rows.some(({ field }) => field !== undefined) === true)
        return { table: split, field: lookup.slice(at + 2) };
    }
    return undefined;
  }

  #add(
    scope: FlowScope,
    name: string,
    table: LookupTable | undefined,
    { match_type, on_miss }: { readonly match_type: unknown; readonly on_miss: unknown },
    pointer: string,
  ): void {
    const id = idFrom(name);
    if (this.#tables.has(id)) return;
    if (table === undefined) scope.remark(withoutRows(name, pointer));
    this.#tables.set(id, { id, name, scope: 'company', rows: rowsOf(table, match_type), ...policyOf(on_miss) });
  }

  /** The flow was edited: its rows take the places of those that it stood for, which stay as they are where it says the same. */
  #changeRows({ table, field }: KnownTable, rows: readonly Row[]): void {
    const now = this.#tables.get(table.id) ?? table;
    const isOwn = (row: Row): boolean => field === undefined || row.field === undefined || row.field === field;
    const changed = now.rows.flatMap((row, index) => {
      if (!isOwn(row)) return [row];
      const place = now.rows.slice(0, index).filter(isOwn).length;
      const next = rows[place];
      return next === undefined
        ? []
        : [isSame(row, next) ? row : { ...(row.field === undefined ? {} : { field: row.field }), ...next }];
    });
    const further = rows.slice(now.rows.filter(isOwn).length);
    const end = changed.findLastIndex(isOwn) + 1;
    changed.splice(end, 0, ...further.map((row) => (field === undefined ? row : { field, ...row })));
    this.#tables.set(table.id, { ...now, rows: changed });
  }

  #changePolicy({ table }: KnownTable, on_miss: unknown): void {
    this.#tables.set(table.id, { ...(this.#tables.get(table.id) ?? table), ...policyOf(on_miss) });
  }
}

/** What a flow says of a lookup, short enough for the residue. */
interface LookupMark {
  readonly rows: string;
  readonly onMiss: string;
}

function printMark({ rows, onMiss }: LookupMark): string {
  return `${rows} ${onMiss}`;
}

function readMark(text: string): LookupMark {
  const [rows = '', onMiss = ''] = text.split(' ');
  return { rows, onMiss };
}

function isSame(one: Row, other: Row): boolean {
  return one.match === other.match && one.value === other.value && one.output === other.output;
}

function withoutRows(name: string, pointer: string): Finding {
  return {
    code: 'back/empty-lookup',
    message: `The flow does not hold the rows of lookup "${name}".`,
    help: 'Put them under "crossReferences" of the bundle, or under "x-repatch", "lookups" of the flow.',
    pointer,
  };
}

function isPolicy(onMiss: unknown): boolean {
  return onMiss === undefined || (typeof onMiss === 'string' && onMiss in misses);
}

function rowsOf(table: LookupTable | undefined, matchType: unknown): Row[] {
  return (table?.rows ?? []).map(({ left_value, right_value, match = matchType }) => ({
    match: typeof match === 'string' && match in matches ? matches[match as keyof typeof matches] : 'exact', // just looked up
    value: left_value,
    output: right_value,
  }));
}

function policyOf(onMiss: unknown): Pick<CrossReference, 'onNoMatch'> {
  return typeof onMiss === 'string' && onMiss in misses ? { onNoMatch: misses[onMiss as keyof typeof misses] } : {}; // just looked up
}

interface KnownTable {
  readonly table: CrossReference;
  /** Field of the rows that became this lookup, where the table has rows of several. */
  readonly field: string | undefined;
}

function namesOf({ id, name, scope }: CrossReference, groups: Surroundings['companyGroups']): readonly string[] {
  const plain = [name, `${name} (${id})`];
  if (scope === 'company') return plain;
  if ('serviceId' in scope) return [...plain, `${scope.serviceId} ${name}`];
  const group = groups.find((one) => one.id === scope.companyGroupId)?.name ?? scope.companyGroupId;
  return [...plain, `${group} ${name}`];
}

function idFrom(name: string): string {
  return name === '' ? 'lookup' : name;
}
