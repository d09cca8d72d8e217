import type { MappingRow, Service } from '../../src/legacy/bundle.ts';

/** How sure it is: said in public, worked out from what is, or chosen by the toolkit. */
export type Grade = 'documented' | 'inferred' | 'toolkit default';

export interface Example {
  /** Members of the service that are not those of the fixture. */
  readonly service: Omit<Partial<Service>, 'dedupe'> & { readonly dedupe?: Service['dedupe'] | undefined };
  /** Records of each run. */
  readonly runs: readonly (readonly unknown[])[];
  /** Bodies that both push in each run, as JSON. */
  readonly sends: readonly (readonly unknown[])[];
  /** Failures of all runs, where some are expected; a mapping that fails is "mapping". */
  readonly fails?: readonly string[];
  /** Answers by kind of the decision; the recommended ones stand in for others. */
  readonly answers?: Readonly<Record<string, string>>;
  /** Keys that count as done at the end, where the example is about them. */
  readonly done?: readonly string[];
}

/** One row of the table of meanings. */
export interface MeaningRow {
  readonly construct: string;
  /** What a service does. */
  readonly service: string;
  /** By what the flow does the same. */
  readonly flow: string;
  readonly grade: Grade;
  /** What it rests on. */
  readonly source: string;
  /** The first one is printed. */
  readonly examples: readonly [Example, ...Example[]];
}

export function row(field: string, target: string, more: Partial<MappingRow> = {}): MappingRow {
  return { source: { field }, destination: { field: target }, ...more };
}

export function use(
  name: string,
  args?: Readonly<Record<string, unknown>>,
): { function: string; arguments?: Record<string, unknown> } {
  return args === undefined ? { function: name } : { function: name, arguments: { ...args } };
}

/** A mapping and one record: what becomes of it. */
export function maps(
  mappings: readonly MappingRow[],
  record: object,
  sent: unknown,
  more: Partial<Example> = {},
): Example {
  const fails = sent === undefined ? { fails: ['mapping'] } : {};
  return {
    service: { mappings: [...mappings], dedupe: { identity: 'none' } },
    runs: [[{ id: 1, ...record }]],
    sends: [sent === undefined ? [] : [sent]],
    ...fails,
    ...more,
  };
}

/** Filters and records that have an id: which of them are pushed. */
export function filters(
  rows: Service['filters'],
  records: readonly object[],
  passing: readonly number[],
  more: Partial<Example> = {},
): Example {
  const { service, ...rest } = more;
  return {
    service: { filters: rows, mappings: [row('id', 'id')], ...service },
    runs: [records.map((record, index) => ({ id: index + 1, ...record }))],
    sends: [passing.map((id) => ({ id }))],
    ...rest,
  };
}
