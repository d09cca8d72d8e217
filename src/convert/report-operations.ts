import type { ConversionReport } from './report.ts';
import type { Forecast } from './forecast.ts';
import type { PoolStart } from './pool-start.ts';

/** A table of the report: its head, its rows as plain text, and the columns of the services in it. */
export interface PlainTable {
  readonly head: readonly string[];
  /** The first cell is the id of a service. */
  readonly rows: readonly (readonly [service: string, ...others: string[]])[];
}

/** Of lists that can be very long; report.json has everything. */
const mostShown = 100;

/** What operations are taken to be. */
const operationsNote =
  'What counts as an operation is not public. Here it is one for each payload that a step takes and for each page that is pulled; retries come on top.';

/** Flows with what they spend, those that spend most first. */
export function operationsTable({ flows }: Forecast): PlainTable {
  const hasVolumes = flows.some(({ month }) => month !== undefined);
  const sorted = flows.toSorted(
    (a, b) => (b.month?.operations ?? -1) - (a.month?.operations ?? -1) || b.ofThousand - a.ofThousand,
  );
  return {
    head: [
      'service',
      'steps',
      'operations for 1,000 records',
      ...(hasVolumes ? ['runs a month', 'records a month', 'operations a month'] : []),
    ],
    rows: sorted
      .slice(0, mostShown)
      .map(({ service, steps, ofThousand, month }) => [
        service,
        figure(steps.page + steps.record + steps.failure),
        figure(ofThousand),
        ...(hasVolumes ? [figure(month?.runs), figure(month?.records), figure(month?.operations)] : []),
      ]),
  };
}

/** The sum, what it leaves out, and which tiers have room for it. */
export function operationsSummary({
  operations,
  withoutVolume,
  connectors,
  tiers,
  flows,
}: Forecast): readonly string[] {
  const fits = (isEnough: boolean | undefined, have: number): string =>
    `${figure(have)}${isEnough === false ? ' (too few)' : ''}`;
  const quota = tiers.map(
    ({ name, operations: quotaOf, hasOperations, connectors: quotaOfConnectors, hasConnectors, runs }) =>
      `${name}: ${fits(hasOperations, quotaOf)} operations a month, ${fits(hasConnectors, quotaOfConnectors)} deployed connectors, ${figure(runs)} runs at once`,
  );
  const more =
    flows.length > mostShown
      ? [`The table shows the first ${mostShown} of ${flows.length} flows; report.json has all.`]
      : [];
  const month =
    operations === undefined
      ? 'Give the records of a month in a file with --volumes, and the report forecasts the operations of a month.'
      : `In a month of 30 days the flows spend about ${figure(operations)} operations${withoutVolume.length === 0 ? '' : `, without ${withoutVolume.length} of which nobody has given the volume`}.`;
  return [month, `They need ${figure(connectors)} connectors. ${quota.join('; ')}.`, operationsNote, ...more];
}

/** Pools with what they know before the first run of their flows. */
export function poolsTable({ pools }: Pick<ConversionReport, 'pools'>): PlainTable {
  return {
    head: ['service', 'data pool', 'answer', 'before the first run'],
    rows: pools
      .slice(0, mostShown)
      .map(({ pool, answer, about, ledger }: PoolStart) => [ledger.service, pool, answer, about]),
  };
}

function figure(value: number | undefined): string {
  return value === undefined ? '–' : value.toLocaleString('en-GB');
}
