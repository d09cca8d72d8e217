import type { AskedQuestion } from '../convert/decisions.ts';
import { effectOf } from '../convert/open-option.ts';
import { openDictionary } from '../interpret/dictionary.ts';
import {
  filterOperators,
  type CrossReference,
  type MappingRow,
  type RelativePeriod,
  type Service,
  type ServiceBundle,
} from '../legacy/bundle.ts';
import { isUnformattedDate } from '../legacy/date-fields.ts';
import { isObject } from '../text/json.ts';
import { parseDate } from '../text/parse-date.ts';
import { parsePath, printPath } from '../text/path.ts';

/** A difference between a service and its flow that somebody has decided on. */
export interface AllowedDifference {
  readonly decision: string;
  readonly answer: string;
  /** What the answer does, as the question said. */
  readonly effect: string;
}

export interface DecidedService {
  /** The bundle with the service as the answers make it: what its flow has to do. */
  readonly bundle: ServiceBundle;
  readonly allowed: readonly AllowedDifference[];
  /** True where the flow ends its run at the first record that fails. */
  readonly stopsAtFailure: boolean;
  /** Records from before a date are left out, and those that have no date are not. */
  readonly cutOver?: CutOver;
  /** The data pool is filled from a list before the first run. */
  readonly isSeeded: boolean;
}

export interface CutOver {
  /** Path of the date in a record. */
  readonly path: string;
  readonly atMs: number;
}

/** What an answer makes of a service: of its rows, which it changes by their place, and of everything else. */
interface Edit {
  filters: (Service['filters'][number] | undefined)[];
  mappings: (MappingRow | undefined)[];
  crossReferences: CrossReference[];
  dedupe: Service['dedupe'];
  payloadScript: Service['payloadScript'];
  cutOver: { date?: string; field?: string };
  isSeeded: boolean;
}

interface Around {
  readonly service: Service;
  readonly bundle: ServiceBundle;
  readonly answer: string;
  /** What follows the kind in the id of the decision: the position of a row, or the id of a table. */
  readonly about: string;
}

interface Kind {
  /** Answers by which the flow departs from what the bundle says, or their beginnings; the others say what it leaves open. */
  readonly departs: readonly string[];
  readonly apply: (edit: Edit, around: Around) => void;
}

const nothing = (): void => undefined;

const kinds: Readonly<Record<string, Kind>> = {
  filter: {
    departs: ['leave-out'],
    apply: (edit, { about, answer }) => {
      if (answer === 'leave-out') edit.filters[Number(about)] = undefined;
    },
  },
  operator: {
    departs: ['leave-out'],
    apply(edit, { about, answer }) {
      const row = edit.filters[Number(about)];
      const operator = filterOperators.find((one) => one === answer);
      edit.filters[Number(about)] = row === undefined || operator === undefined ? undefined : { ...row, operator };
    },
  },
  function: {
    departs: ['leave-row-out', 'leave-function-out'],
    apply(edit, { about, answer }) {
      const [position = 0, step = 0] = about.split('.').map(Number);
      const row = edit.mappings[position];
      if (row === undefined) return;
      edit.mappings[position] =
        answer === 'leave-row-out' ? undefined : { ...row, transformation: without(row.transformation, step) };
    },
  },
  list: { departs: ['leave-row-out', 'first-element'], apply: decideList },
  match: {
    departs: ['exact-only'],
    apply(edit, { about, answer }) {
      if (answer !== 'exact-only') return;
      edit.crossReferences = edit.crossReferences.map((table) =>
        table.id === about ? { ...table, rows: table.rows.filter(({ match }) => match === 'exact') } : table,
      );
    },
  },
  lookup: {
    departs: [],
    apply(edit, { about, answer }) {
      const onNoMatch = answer === 'empty' || answer === 'fail' ? answer : 'unchanged';
      edit.crossReferences = edit.crossReferences.map((table) =>
        table.id === about ? { ...table, onNoMatch } : table,
      );
    },
  },
  'missing-field': {
    departs: [],
    apply(edit, { answer }) {
      const whenMissing = (['omit', 'null', 'empty', 'fail'] as const).find((one) => one === answer) ?? 'omit';
      edit.mappings = edit.mappings.map((row) =>
        row !== undefined && 'field' in row.source && (row.transformation ?? []).length === 0 && isOpen(row)
          ? { ...row, whenMissing }
          : row,
      );
    },
  },
  required: {
    departs: ['fail'],
    apply(edit, { answer, service }) {
      if (answer !== 'fail') return;
      edit.mappings = edit.mappings.map((row, index) => {
        const given = service.mappings[index];
        const isMeant =
          given?.required === true &&
          'field' in given.source &&
          isOpen(given) &&
          (given.transformation ?? []).length === 0;
        return row !== undefined && isMeant ? { ...row, whenMissing: 'fail' } : row;
      });
    },
  },
  year: {
    departs: ['365-days'],
    apply(edit, { about, answer }) {
      const row = edit.filters[Number(about)];
      if (answer !== '365-days' || row === undefined || !isPeriod(row.value)) return;
      edit.filters[Number(about)] = { ...row, value: { amount: row.value.amount * 365, unit: 'day' } };
    },
  },
  'date-format': {
    departs: ['format'],
    apply(edit, { answer, service, bundle }) {
      const format = bundle.connectors.find(({ id }) => id === service.destination.connectorId)?.dateFormat;
      if (answer !== 'format' || format === undefined) return;
      edit.mappings = edit.mappings.map((row) =>
        row !== undefined && isUnformattedDate(row, service, bundle)
          ? {
              ...row,
              transformation: [...(row.transformation ?? []), { function: 'format date', arguments: { format } }],
            }
          : row,
      );
    },
  },
  'dedupe-key': {
    departs: [],
    apply(edit, { answer }) {
      const identity = (['none', 'sourceId', 'sourceId+modified', 'contentHash'] as const).find(
        (one) => one === answer,
      );
      if (identity !== undefined) edit.dedupe = { ...edit.dedupe, identity };
    },
  },
  'script-position': {
    departs: [],
    apply(edit, { answer }) {
      const position = (['beforeMapping', 'afterMapping'] as const).find((one) => one === answer);
      if (position !== undefined && edit.payloadScript !== undefined)
        edit.payloadScript = { ...edit.payloadScript, position };
    },
  },
  'key-field': {
    departs: [],
    apply(edit, { answer }) {
      edit.dedupe = { identity: 'unspecified', ...edit.dedupe, idField: answer.replace(/^field:/u, '') };
    },
  },
  'dedupe-state': {
    departs: ['cut-over-date:', 'seed:', 'empty'],
    apply(edit, { answer }) {
      const [, date] = /^cut-over-date:(.*)$/u.exec(answer) ?? [];
      if (date !== undefined) edit.cutOver.date = date;
      edit.isSeeded = answer.startsWith('seed:');
    },
  },
  'cut-over-field': {
    departs: [],
    apply(edit, { answer }) {
      edit.cutOver.field = answer.replace(/^field:/u, '');
    },
  },
  // The flow rests on what somebody has seen of the platform.
  'flow-form': { departs: ['pushed-record'], apply: nothing },
  'error-isolation': { departs: ['stop'], apply: nothing },
};

function isPeriod(value: Service['filters'][number]['value']): value is RelativePeriod {
  return isObject(value) && 'unit' in value;
}

function isOpen({ whenMissing = 'unspecified' }: MappingRow): boolean {
  return whenMissing === 'unspecified';
}

function without<T>(list: readonly T[] | undefined, position: number): T[] {
  return (list ?? []).filter((_, index) => index !== position);
}

/** Written a second time on purpose: what the converter makes of the answer is what is compared. */
function decideList(edit: Edit, { about, answer, service, bundle }: Around): void {
  const row = edit.mappings[Number(about)];
  if (row === undefined || !('field' in row.source)) return;
  if (answer === 'leave-row-out') edit.mappings[Number(about)] = undefined;
  if (answer !== 'first-element') return;
  const from = pathsOf(service.source, bundle)(row.source.field);
  const to = pathsOf(service.destination, bundle)(row.destination.field);
  const [sources, targets] = [listsIn(from), listsIn(to)];
  edit.mappings[Number(about)] =
    sources > targets
      ? { ...row, source: { field: firstBeyond(from, targets) } }
      : { ...row, destination: { field: firstBeyond(to, sources) } };
}

/** Paths of the fields of one side. */
function pathsOf(
  { connectorId, entity }: Service['source' | 'destination'],
  bundle: ServiceBundle,
): (field: string) => string {
  const systemId = bundle.connectors.find(({ id }) => id === connectorId)?.systemId;
  return openDictionary(
    bundle.systems.find(({ id }) => id === systemId),
    entity,
  );
}

function listsIn(path: string): number {
  return parsePath(path).filter(({ kind }) => kind === 'every').length;
}

/** The path with element 0 in place of every list beyond so many. */
function firstBeyond(path: string, kept: number): string {
  let lists = 0;
  return printPath(
    parsePath(path).map((segment) => {
      if (segment.kind !== 'every') return segment;
      lists++;
      return lists > kept ? { kind: 'key', key: '0' } : segment;
    }),
  );
}

/**
 * Carries the answers out on the service itself, so that a flow is held against what was decided and not against what the
 * bundle said. A sweeper's partner is decided as well, because both work with its mappings and its ledger.
 */
export function asDecided(
  bundle: ServiceBundle,
  service: Service,
  questions: readonly AskedQuestion[],
): DecidedService {
  let current = bundle;
  const allowed: AllowedDifference[] = [];
  let stopsAtFailure = false;
  let cutOver: CutOver | undefined;
  let isSeeded = false;
  for (const id of new Set([service.id, service.sweeps ?? service.id])) {
    const own = bundle.services.find((one) => one.id === id);
    if (own === undefined) continue;
    const edit: Edit = {
      filters: [...own.filters],
      mappings: [...own.mappings],
      crossReferences: [...current.crossReferences],
      dedupe: own.dedupe,
      payloadScript: own.payloadScript,
      cutOver: {},
      isSeeded: false,
    };
    for (const { question, value: answer } of questions) {
      if (!question.id.startsWith(`${id}/`) || answer === undefined) continue;
      const [kind = '', ...rest] = question.id.slice(id.length + 1).split('/');
      const known = Object.hasOwn(kinds, kind) ? kinds[kind] : undefined;
      if (known === undefined) continue;
      known.apply(edit, { service: own, bundle, answer, about: rest.join('/') });
      const effect = effectOf(answer, question.options);
      if (known.departs.some((one) => answer === one || (one.endsWith(':') && answer.startsWith(one))))
        allowed.push({ decision: question.id, answer, effect });
      if (id === service.id && kind === 'error-isolation') stopsAtFailure = answer === 'stop';
    }
    current = withService(current, own, edit);
    isSeeded ||= edit.isSeeded;
    cutOver = cutOverOf(edit, pathsOf(service.source, bundle)) ?? cutOver;
  }
  return { bundle: current, allowed, stopsAtFailure, isSeeded, ...(cutOver === undefined ? {} : { cutOver }) };
}

/** Both have to be known; without a field nothing is left out yet. */
function cutOverOf({ cutOver: { date, field } }: Edit, pathOf: (field: string) => string): CutOver | undefined {
  const moment = date === undefined ? undefined : parseDate(date);
  return moment === undefined || field === undefined ? undefined : { path: pathOf(field), atMs: moment.epochMs };
}

/** Where all rows are left out the record is mapped to nothing; without rows it would be sent as it is. */
function withoutGone(rows: Edit['mappings'], { mappings: [first] }: Service): MappingRow[] {
  const kept = rows.filter((row) => row !== undefined);
  return kept.length > 0 || first === undefined ? kept : [{ source: { none: true }, destination: first.destination }];
}

function withService(
  bundle: ServiceBundle,
  own: Service,
  { filters, mappings, crossReferences, dedupe, payloadScript }: Edit,
): ServiceBundle {
  const decided: Service = {
    ...own,
    // A flow counts no attempts: it tries a record whenever it is pulled, which the report says of every service.
    source: { ...own.source, maximumAttempts: Number.MAX_SAFE_INTEGER },
    filters: filters.filter((row) => row !== undefined),
    mappings: withoutGone(mappings, own),
    ...(dedupe === undefined ? {} : { dedupe }),
    ...(payloadScript === undefined ? {} : { payloadScript }),
  };
  return { ...bundle, crossReferences, services: bundle.services.map((one) => (one === own ? decided : one)) };
}
