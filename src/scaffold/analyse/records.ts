import type { Operation } from '../api-model.ts';
import { asksForPart, means, states } from './page-words.ts';
import { isSearch } from './search.ts';
import { fieldsOf, successContent, type Field, type SchemaView } from './schema-view.ts';
import { singular, wordsOf } from './words.ts';

/** Names under which APIs put the records of a listing. */
const usual = new Set([
  'collection', 'content', 'data', 'edges', 'elements', 'entities', 'entries', 'hits', 'items', 'list', 'members', 'nodes',
  'objects', 'payload', 'records', 'resources', 'result', 'results', 'rows', 'value', 'values',
]); // prettier-ignore

const wrappers = new Set([
  '_embedded',
  'body',
  'collection',
  'data',
  'embedded',
  'payload',
  'response',
  'result',
  'results',
]);

/** Lists that accompany records, or report on them. */
export const asides = /^(?:_?links|errors|warnings|messages|facets|aggregations|filters|tags|metadata|included)$/iu;

/** Members that stand beside the records of a listing, never beside the lists of a single record. */
export const besides =
  /^(?:_?links?|@odata\.(?:nextlink|count)|count|cursor|current_?page|has_?more|limit|meta|more|next(?:_?(?:cursor|key|link|marker|page|token|ur[il])){0,2}|offset|page|page_?(?:info|number|size|token|count)|pages|pagination|paging|per_?page|skip|start|total(?:_?(?:count|elements|hits|items|number|pages|records|results|rows|size))?)$/iu;

/**
 * Dot path of the records in the answer; `''` for a bare list; `undefined` when the answer is no listing, or nothing is
 * known about it.
 */
export function findRecords(operation: Operation, view: SchemaView): string | undefined {
  const schema = successContent(operation)?.schema;
  if (schema === undefined) return undefined;
  if (view.elements(schema) !== undefined) return '';
  const fields = fieldsOf(view, schema, 3);
  const subjects = subjectsOf(operation);
  const lists = fields.filter(
    (field) =>
      view.elements(field.schema) !== undefined &&
      isReachable(field) &&
      (!asides.test(field.name) || isSubject(field.name, subjects)),
  );
  const hasCompanions = fields.some(({ name, parents }) => parents.length === 0 && besides.test(name));
  if (lists.length === 0) return deepList(operation, fields, view);
  const named = lists.find(({ name }) => isSubject(name, subjects));
  // A cart has items too: only what has little else in it, or speaks of pages, is a listing.
  const isListing = hasCompanions || fields.filter(({ parents }) => parents.length === 0).length <= 5;
  const conventional = isListing ? lists.find(({ name }) => usual.has(name.toLowerCase())) : undefined;
  if (endsWithParameter(operation.path)) {
    // One record, whose own lists are none: unless the answer says of itself that it has pages, or is asked for in parts.
    if (lists.length !== 1) return undefined;
    if (hasCompanions && conventional !== undefined) return conventional.path;
    return asksForPart(operation) && isAlone(lists[0], lists, fields) ? lists[0]?.path : undefined;
  }
  // What is written comes back as itself; only a list named after the subject is then a list of records.
  if (operation.method !== 'GET' && !isSearch(operation)) return named?.path;
  const chosen =
    (named !== undefined && (hasCompanions || named.parents.length > 0 || isAlone(named, lists, fields))
      ? named
      : undefined) ??
    conventional ??
    (lists.length === 1 && (hasCompanions || isAlone(lists[0], lists, fields)) ? lists[0] : undefined) ??
    (hasCompanions ? onlyRecords(lists, view) : undefined);
  return chosen?.path;
}

/** Of several lists the only one of objects: others are then texts beside the records. */
function onlyRecords(lists: readonly Field[], view: SchemaView): Field | undefined {
  const ofObjects = lists.filter(({ schema }) => view.members(view.elements(schema)).size > 0);
  return ofObjects.length === 1 ? ofObjects[0] : undefined;
}

/** Below objects of other names: the only list there is, where something in the answer says how it goes on. */
function deepList(operation: Operation, fields: readonly Field[], view: SchemaView): string | undefined {
  if (endsWithParameter(operation.path) || (operation.method !== 'GET' && !isSearch(operation))) return undefined;
  // A record has lists that go on as well, among much else.
  if (fields.filter(({ parents, name }) => parents.length === 0 && !besides.test(name)).length > 3) return undefined;
  const lists = fields.filter(({ name, schema }) => view.elements(schema) !== undefined && !asides.test(name));
  const goesOn = fields.some(
    ({ name, schema }) =>
      (means(states.nextToken, name) || means(states.hasMore, name)) && view.members(schema).size === 0,
  );
  return goesOn && lists.length === 1 && view.members(view.elements(lists[0]?.schema)).size > 0
    ? lists[0]?.path
    : undefined;
}

/** Lists at the top, or inside of nothing but wrappers. */
function isReachable({ parents }: Field): boolean {
  return parents.every((parent) => wrappers.has(parent.toLowerCase()));
}

/** The only list of an answer with hardly anything else in it. */
function isAlone(list: Field | undefined, lists: readonly Field[], fields: readonly Field[]): boolean {
  if (list === undefined || lists.length !== 1) return false;
  return fields.filter(({ parents }) => parents.length === list.parents.length).length <= 3;
}

function endsWithParameter(path: string): boolean {
  return /\{[^{}]+\}(?:\.json)?$/u.test(path);
}

/** Parts of paths that say what is done, and not to what. */
const verbs = /^(?:search|list|query|find|filter|lookup|all|browse)$/iu;

/** What the operation is about: the last fixed part of its path, and its tags. */
function subjectsOf({ path, tags }: Operation): ReadonlySet<string> {
  const fixed = path
    .split('/')
    .filter((part) => part !== '' && !part.includes('{'))
    .map((part) => part.replace(/\.json$/u, ''));
  const subject = fixed.findLast((part) => !verbs.test(part)) ?? fixed.at(-1) ?? '';
  return new Set([subject, fixed.at(-1) ?? '', ...tags].map(normalised));
}

function isSubject(name: string, subjects: ReadonlySet<string>): boolean {
  return subjects.has(normalised(name));
}

function normalised(text: string): string {
  return wordsOf(text).map(singular).join('');
}
