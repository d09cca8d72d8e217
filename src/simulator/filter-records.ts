import type { IncomingHttpHeaders } from 'node:http';
import type { Endpoint, EndpointFilter } from '../connector/definition.ts';
import { findOperator } from '../operators/find.ts';
import { compilePath } from '../text/path.ts';
import { parseDate, type ParsedDate } from '../text/parse-date.ts';
import { compileDateReader, DateFormatError } from '../text/read-php-date.ts';

/** The records that pass the filters which a request carries, as the API itself would evaluate them. */
export function filterRecords(
  records: readonly unknown[],
  endpoint: Endpoint,
  request: { readonly query: URLSearchParams; readonly headers: IncomingHttpHeaders },
  nowMs: number,
): readonly unknown[] {
  const tests = (endpoint.filters ?? []).flatMap((filter) => {
    const value =
      filter.location === 'header' ? request.headers[filter.key.toLowerCase()] : request.query.get(filter.key);
    return typeof value === 'string' ? [compileFilter(filter, value, nowMs)] : [];
  });
  return records.filter((record) => tests.every((test) => test(record)));
}

function compileFilter(filter: EndpointFilter, value: string, nowMs: number): (record: unknown) => boolean {
  const operator = findOperator(filter.comparison);
  if (operator === undefined) return () => false;
  const read = compilePath(filter.field);
  const readDate = dateReader(filter.dateFormat);
  const moment = momentOf(value, readDate);
  // A definition seldom says that a field is a date: a parameter that reads as a moment does.
  if (moment !== undefined && (filter.type === undefined || /date/u.test(filter.type))) {
    const matches = operator.compile(moment, { type: 'date', nowMs });
    return (record) => {
      const field = momentOf(read(record), readDate);
      return field !== undefined && matches(field);
    };
  }
  const matches = operator.compile(value, { type: filter.type, nowMs });
  return (record) => matches(read(record));
}

type ReadDate = (value: unknown) => ParsedDate | undefined;

/** Reads nothing where there is no format, or one that dates cannot be read by. */
function dateReader(format: string | undefined): ReadDate {
  if (format === undefined) return () => undefined;
  try {
    return compileDateReader(format);
  } catch (error) {
    if (error instanceof DateFormatError) return () => undefined;
    throw error;
  }
}

function momentOf(value: unknown, read: ReadDate): string | undefined {
  const dated = typeof value === 'string' && /\d{4}-\d{2}-\d{2}/u.test(value) ? parseDate(value) : undefined;
  const parsed = dated ?? read(value);
  return parsed === undefined ? undefined : new Date(parsed.epochMs).toISOString();
}
