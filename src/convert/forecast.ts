import { Cron } from 'croner';
import type { FlowFile } from '../flow/model.ts';
import type { ServiceVolume, VolumesFile } from '../legacy/volumes.ts';
import type { ConvertedFlow } from './convert.ts';
import { countSteps, operationsOf, type Passage, type StepCounts } from './operations.ts';
import { tiers, type Tier } from './tiers.ts';

/** Operations of one flow. */
export interface FlowForecast {
  readonly service: string;
  readonly steps: StepCounts;
  /** Operations of 1,000 records that come one by one through the steps behind the single records. */
  readonly ofThousand: number;
  /** Of a month of 30 days; absent where nobody has given a volume. */
  readonly month?: Passage & { readonly runs: number; readonly operations: number };
}

export interface Forecast {
  readonly flows: readonly FlowForecast[];
  /** Of all flows with a volume; absent without one. */
  readonly operations?: number;
  /** Ids of services without a volume. */
  readonly withoutVolume: readonly string[];
  /** Connectors that the flows need deployed. */
  readonly connectors: number;
  /** Tiers with what fits; `fits` is absent where it is not known. */
  readonly tiers: readonly (Tier & { readonly hasConnectors: boolean; readonly hasOperations?: boolean })[];
}

/** Records in a page, where the service does not say. */
const usualPage = 50;

/** Forecasts the operations of the flows in a month of 30 days. `pageSizes`: by service, where it has one. */
export function forecastOf(
  flows: readonly ConvertedFlow[],
  pageSizes: ReadonlyMap<string, number>,
  volumes: VolumesFile | undefined,
): Forecast {
  const startsIn = counter();
  const own = flows.map(({ service, flow }): FlowForecast => {
    const [version] = flow.flow.versions;
    const steps = version === undefined ? { page: 0, record: 0, failure: 0 } : countSteps(version);
    const pageSize = pageSizes.get(service) ?? usualPage;
    const passed = { pages: isCalled(flow) ? 1000 : Math.ceil(1000 / pageSize), records: 1000, failures: 0 };
    const ofThousand = operationsOf(steps, passed);
    const volume =
      volumes !== undefined && Object.hasOwn(volumes.services, service) ? volumes.services[service] : undefined;
    if (volume === undefined) return { service, steps, ofThousand };
    const month = monthOf(flow, volume, pageSize, startsIn);
    return { service, steps, ofThousand, month: { ...month, operations: operationsOf(steps, month) } };
  });
  const known = own.flatMap(({ month }) => (month === undefined ? [] : [month.operations]));
  const operations = known.length === 0 ? undefined : known.reduce((sum, one) => sum + one, 0);
  const connectors = new Set(flows.flatMap(({ flow }) => connectorsIn(flow))).size;
  return {
    flows: own,
    ...(operations === undefined ? {} : { operations }),
    withoutVolume: own.filter(({ month }) => month === undefined).map(({ service }) => service),
    connectors,
    tiers: tiers.map((tier) => ({
      ...tier,
      hasConnectors: connectors <= tier.connectors,
      ...(operations === undefined ? {} : { hasOperations: operations <= tier.operations }),
    })),
  };
}

/** A flow that pulls nothing is called, with one payload for each run. */
function isCalled({ flow }: FlowFile): boolean {
  return (flow.versions[0]?.steps ?? []).every(({ endpoint }) => endpoint?.direction !== 'Receive');
}

function monthOf(
  flow: FlowFile,
  volume: ServiceVolume,
  pageSize: number,
  startsIn: (cron: string) => number,
): Passage & { readonly runs: number } {
  const { records, pulled = records, failures = 0 } = volume;
  const crons = (flow.flow.versions[0]?.schedules ?? []).map(({ cron_string: cron }) => cron);
  const scheduled = crons.reduce((sum, cron) => sum + startsIn(cron), 0);
  const runs = volume.runs ?? (crons.length === 0 ? pulled : scheduled);
  // Each run pulls at least one page, which may be empty.
  const pages = isCalled(flow)
    ? Math.max(runs, pulled)
    : runs * Math.max(1, Math.ceil(pulled / Math.max(1, runs) / pageSize));
  return { runs, pages, records: records + failures, failures };
}

/** Counts once for all flows that start alike. */
function counter(): (expression: string) => number {
  const known = new Map<string, number>();
  return (expression) => {
    const starts = known.get(expression) ?? countStarts(expression);
    known.set(expression, starts);
    return starts;
  };
}

/** Starts in the 30 days of a June; 0 for what is no schedule. */
function countStarts(expression: string): number {
  const [, , day, month, weekday] = expression.trim().split(/\s+/u);
  const isDaily = day === '*' && month === '*' && weekday === '*';
  const [from, to] = [Date.UTC(2026, 5, 1), Date.UTC(2026, 5, isDaily ? 2 : 31)];
  try {
    const cron = new Cron(expression, { timezone: 'UTC' });
    let starts = 0;
    // A start at the first moment counts as well.
    for (let next = cron.nextRun(new Date(from - 1)); next !== null && next.getTime() < to; next = cron.nextRun(next))
      starts++;
    return isDaily ? starts * 30 : starts;
  } catch {
    return 0;
  }
}

function connectorsIn({ flow }: FlowFile): readonly string[] {
  return (flow.versions[0]?.steps ?? []).flatMap(({ connector }) =>
    connector === undefined ? [] : [connector.system ?? connector.name],
  );
}
