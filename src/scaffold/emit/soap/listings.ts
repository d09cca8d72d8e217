import type { Pagination } from '../../../connector/definition.ts';
import {
  isBare,
  type MessageTable,
  type OperationTable,
  type PartTable,
} from '../../../../templates/soap/src/soap/operations.ts';
import type { FieldTable, TypeRef } from '../../../../templates/soap/src/soap/tables.ts';
import { asides, besides } from '../../analyse/records.ts';
import type { Detected } from '../../connector-model.ts';
import type { TypePlans } from './plan-types.ts';

/** What an operation that gives a list of records shows of it. */
export interface Listing {
  /** Dot path of the records in the answer. */
  readonly dataPath?: Detected<string>;
  readonly pagination?: Detected<Pagination>;
}

/** Lists in which services report how a call went: `status.statusDetail`, `listPaymentsErrors.error`. */
const reports = /(?:status|errors?|faults?|warnings?|messages?|notifications?)$/iu;

const wrappers = /(?:result|response|return|reply|output|list|set|array|collection|data|page)s?$/iu;

/** Results of SOAP services are wrapped more often than those of REST: response, result, page, list. */
const deepest = 5;

export function detectListing(operation: OperationTable, types: TypePlans): Listing {
  const pagination = netSuitePages(operation, types) ?? peopleVoxPages(operation, types);
  const dataPath = findRecords(operation, pagination !== undefined, types);
  return { ...(dataPath === undefined ? {} : { dataPath }), ...(pagination === undefined ? {} : { pagination }) };
}

/** Searches are known by the element of their result. */
function netSuitePages({ output }: OperationTable, types: TypePlans): Detected<Pagination> | undefined {
  const signs = ['searchId', 'pageIndex', 'totalPages'];
  const result = membersOf(output, types).find(({ p }) => p === 'searchResult');
  const names = result === undefined ? [] : fieldsOf(result.t, types).map(({ p }) => p);
  if (!signs.every((sign) => names.includes(sign))) return undefined;
  return {
    value: { method: 'NetSuite SOAP' },
    confidence: 'high',
    evidence: ['The answer has "searchResult" with "searchId", "pageIndex" and "totalPages".'],
  };
}

/** Lists are known by the fields of the request. */
function peopleVoxPages({ input, output }: OperationTable, types: TypePlans): Detected<Pagination> | undefined {
  const request = membersOf(input, types).find(({ t }) => {
    const names = fieldsOf(t, types).map(({ p }) => p);
    return names.includes('PageNo') && names.includes('ItemsPerPage');
  });
  if (request === undefined) return undefined;
  const result = membersOf(output, types).find(({ t }) => fieldsOf(t, types).some(({ p }) => p === 'TotalCount'));
  const total = result === undefined ? {} : { totalPath: `${result.p}.TotalCount` };
  return {
    value: {
      method: 'PeopleVox',
      pagePath: `${request.p}.PageNo`,
      limitPath: `${request.p}.ItemsPerPage`,
      limit: 100,
      ...total,
    },
    confidence: 'high',
    evidence: [
      `The request has "PageNo" and "ItemsPerPage" in "${request.p}".`,
      ...Object.values(total).map((path) => `The answer has the total at "${path}".`),
    ],
  };
}

interface Repeating {
  readonly path: string;
  /** Names that stand beside the list and beside what it is wrapped in. */
  readonly beside: readonly string[];
  /** Most elements on one level, the list or its wrapper included. */
  readonly widest: number;
  /** Inside of nothing but wrappers: what is called so, or holds nothing else. */
  readonly isOnlyWrapped: boolean;
}

/**
 * The only element of the answer that repeats, outside of those that accompany records. An order has lines too: unless
 * pages are known or spoken of, little else may stand beside the list.
 */
function findRecords({ output }: OperationTable, isPaged: boolean, types: TypePlans): Detected<string> | undefined {
  const [list, ...others] = repeatingIn(membersOf(output, types), types);
  if (list === undefined || others.length > 0) return undefined;
  const companions = list.beside.filter((name) => besides.test(name));
  if (!isPaged && companions.length === 0 && (list.widest > 3 || !list.isOnlyWrapped)) return undefined;
  return {
    value: list.path,
    confidence: isPaged || companions.length > 0 ? 'high' : 'medium',
    evidence: [
      `"${list.path}" is the only list of the answer.`,
      ...companions.map((name) => `Beside it stands "${name}".`),
    ],
  };
}

function repeatingIn(
  fields: readonly Member[],
  types: TypePlans,
  above: Repeating = { path: '', beside: [], widest: 0, isOnlyWrapped: true },
  depth = 1,
): readonly Repeating[] {
  return fields.flatMap((field) => {
    if (field.is !== undefined || asides.test(field.p) || reports.test(field.p)) return [];
    const here = {
      path: above.path === '' ? field.p : `${above.path}.${field.p}`,
      beside: [...above.beside, ...fields.filter((other) => other !== field).map(({ p }) => p)],
      widest: Math.max(above.widest, fields.length),
      isOnlyWrapped: above.isOnlyWrapped,
    };
    if (isList(field, types)) return [here];
    // One of several types says nothing of the lists of the others.
    if (depth === deepest || types.unions.has(field.t)) return [];
    const inside = fieldsOf(field.t, types);
    const isOnlyWrapped = above.isOnlyWrapped && (inside.length === 1 || wrappers.test(field.p));
    return repeatingIn(inside, types, { ...here, isOnlyWrapped }, depth + 1);
  });
}

type Member = Pick<FieldTable, 'p' | 't' | 'max' | 'is'>;

function isList({ t, max = 1 }: Member, types: TypePlans): boolean {
  return max !== 1 || types.types.get(t)?.table.kind === 'array';
}

/** Members of the JSON body: the fields of its only part, or one for each part. */
function membersOf(message: MessageTable | undefined, types: TypePlans): readonly Member[] {
  if (message === undefined) return [];
  const [only]: readonly (PartTable | undefined)[] = message.parts;
  return only !== undefined && isBare(message) ? fieldsOf(only.t, types) : message.parts;
}

function fieldsOf(type: TypeRef, types: TypePlans): readonly FieldTable[] {
  const table = types.types.get(type)?.table;
  return table?.kind === 'complex' ? (table.fields ?? []) : [];
}
