import { isObject } from '../text/json.ts';
import { hasWildcard } from '../text/path.ts';
import { parseDate } from '../text/parse-date.ts';
import { pathProblem } from '../text/path-problem.ts';
import { atMappings, type Scope } from './scope.ts';

/** Fields of single records of the source that something in the bundle or the connector names, without those inside lists. */
export function seenFields(scope: Scope): readonly string[] {
  const { service, source } = scope;
  const declared = entityOf(scope);
  const { filters, dedupe } = service;
  const { mappings } = atMappings(scope).service;
  const named = [
    ...(declared?.fields ?? []).map(({ name }) => name),
    ...(source.endpoint?.schema ?? []).map(({ path }) => path),
    ...Object.keys(sampleOf(scope)),
    ...mappings.flatMap((row) => ('field' in row.source ? [row.source.field] : [])),
    ...filters.map(({ field }) => field),
    ...[dedupe?.referenceField, dedupe?.modifiedField].filter((field) => field !== undefined),
  ];
  return [...new Set(named)].filter((field) => canBeAsked(field, source));
}

const dateType = /^(?:date|datetime|timestamp)$/iu;

/** Those of them that hold dates, as their types, the sample, or a filter on a time before now show. */
export function seenDates(scope: Scope): readonly string[] {
  const { service } = scope;
  const declared = entityOf(scope);
  const sample = sampleOf(scope);
  const dates = new Set([
    ...(declared?.fields ?? []).filter(({ type = '' }) => dateType.test(type)).map(({ name }) => name),
    ...(declared?.filterFields ?? []).filter(({ type }) => dateType.test(type)).map(({ field }) => field),
    ...service.filters
      .filter(({ type = '', value }) => isObject(value) || dateType.test(type))
      .map(({ field }) => field),
    ...Object.keys(sample).filter((key) => isWrittenDate(sample[key])),
    ...(service.dedupe?.modifiedField === undefined ? [] : [service.dedupe.modifiedField]),
  ]);
  const seen = new Set([...seenFields(scope), ...dates]);
  return [...seen].filter((field) => dates.has(field) && canBeAsked(field, scope.source));
}

/** What is no path leads nowhere, and an answer has no white space around it. */
function canBeAsked(field: string, source: Scope['source']): boolean {
  const path = source.pathOf(field);
  return field !== '' && field === field.trim() && pathProblem(path) === undefined && !hasWildcard(path);
}

/** Numbers can be anything. */
function isWrittenDate(value: unknown): boolean {
  return typeof value === 'string' && /^\d{4}-\d\d-\d\d/u.test(value) && parseDate(value) !== undefined;
}

function entityOf({ index, service }: Scope) {
  const systemId = index.connectors.get(service.source.connectorId)?.value.systemId ?? '';
  return index.systems.get(systemId)?.value.entities.find(({ type }) => type === service.source.entity);
}

/** The record of the sample, or the first of several. */
function sampleOf(scope: Scope): Readonly<Record<string, unknown>> {
  const sample = entityOf(scope)?.sample;
  const first: unknown = Array.isArray(sample) ? sample[0] : sample;
  return isObject(first) ? first : {};
}
