import { badAnswer, type PatchworksApi } from './open-api.ts';

export interface RemoteRun {
  readonly id: string;
  /** Name of the flow. */
  readonly name?: string;
  readonly flow?: string;
  /** As the dashboard shows it. */
  readonly status?: string;
  readonly trigger?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
}

export interface RunFilter {
  /** Id of a flow. */
  readonly flow?: string | undefined;
  readonly status?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly sinceMs?: number | undefined;
  readonly limit: number;
}

/** The client of the vendor asks for no more. */
const mostPerPage = 200;

/** Runs in the account, the newest first. Source: `GET /flow-runs` of the Core API. */
export async function listRemoteRuns(
  api: PatchworksApi,
  { flow, status, sinceMs, limit }: RunFilter,
): Promise<readonly RemoteRun[]> {
  const runs = new Map<string, RemoteRun>();
  for (let page = 1; runs.size < limit; page++) {
    const url = api.core('/flow-runs');
    url.searchParams.set('sort', '-started_at');
    url.searchParams.set('page', String(page));
    url.searchParams.set('per_page', String(Math.min(limit, mostPerPage)));
    for (const [name, value] of [
      ['flow_id', flow],
      ['status', status],
      ['started_after', sinceMs],
    ] as const)
      if (value !== undefined) url.searchParams.set(`filter[${name}]`, String(value));
    const { data, meta } = (await api.read(url)) as Page; // what is used of it is checked
    if (!Array.isArray(data)) throw badAnswer(url, 'has no list "data"');
    const before = runs.size;
    for (const one of data) runs.set(String(one.id), runOf(one, url));
    if (runs.size === before || page >= Number(meta?.last_page ?? Infinity)) break;
  }
  return [...runs.values()].slice(0, limit);
}

interface Page {
  readonly data?: readonly { readonly id?: unknown; readonly attributes?: Readonly<Record<string, unknown>> }[];
  readonly meta?: { readonly last_page?: unknown };
}

function runOf({ id, attributes = {} }: NonNullable<Page['data']>[number], url: URL): RemoteRun {
  if (typeof id !== 'string' && typeof id !== 'number') throw badAnswer(url, 'lists a run without an id');
  const text = (key: string): string | undefined => {
    const value = attributes[key];
    return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
  };
  const known = {
    name: text('name'),
    flow: text('flow_id'),
    status: text('status'),
    trigger: text('trigger'),
    startedAt: text('started_at'),
    finishedAt: text('finished_at'),
  };
  return { id: String(id), ...Object.fromEntries(Object.entries(known).filter(([, value]) => value !== undefined)) };
}
