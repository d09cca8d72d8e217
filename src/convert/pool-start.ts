import type { RelativePeriod, Service } from '../legacy/bundle.ts';
import { isObject } from '../text/json.ts';
import { isInbound } from './scope.ts';

/** What a data pool knows when its flow runs for the first time, and what people have to do about it. */
export interface PoolStart {
  /** Name of the pool. */
  readonly pool: string;
  /** `open`: nobody has decided. */
  readonly answer: 'cut-over-date' | 'seed' | 'empty' | 'open';
  /** What will happen, and what is to be done, in sentences. */
  readonly about: string;
  /** The list that the pool is filled from. */
  readonly file?: string;
  /** Whose keys they are. */
  readonly ledger: LedgerKeys;
}

/** What the keys of a pool are made of. */
export interface LedgerKeys {
  /** Id of the service whose ledger it stands for. */
  readonly service: string;
  readonly entity: string;
  /** Fields of a record as the service calls them, each with its path. */
  readonly parts: readonly { readonly field: string; readonly path: string }[];
}

/** What is pushed once more where the pool knows nothing. */
export function againOf(service: Service): string {
  if (isInbound(service)) return 'Whatever the sender sends again is pushed once more.';
  const windows = service.filters.flatMap(({ field, operator, value }) =>
    isPeriod(value)
      ? [`"${field}" is ${operator === 'olderThan' ? 'older than' : 'within the last'} ${shown(value)}`]
      : [],
  );
  return windows.length === 0
    ? 'The first run pushes once more all that the source lists: no filter of the service looks at a time.'
    : `The first run pushes once more what it pulls and the service has pushed: records whose ${windows.join(' and whose ')}.`;
}

/** When the filter of a cut-over can be taken out again. */
export function removalOf(service: Service, field: string): string {
  if (isInbound(service)) return 'Delete the step when the sender sends no older ones.';
  const window = service.filters.find(
    (row) => row.field === field && row.operator === 'withinLast' && isPeriod(row.value),
  )?.value;
  return isPeriod(window)
    ? `Delete the step when ${shown(window)} have passed since then: older ones are not pulled any more.`
    : 'Without it, older ones that change or that the source goes on listing would be pushed: delete the step only when none of them can be pulled any more.';
}

function isPeriod(value: unknown): value is RelativePeriod {
  return isObject(value) && 'unit' in value;
}

function shown({ amount, unit }: RelativePeriod): string {
  return `${amount} ${unit}${amount === 1 ? '' : 's'}`;
}
