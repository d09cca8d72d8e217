import type { PatchworksApi } from './open-api.ts';

export interface FlowStart {
  /** Id of the flow in the account. */
  readonly flow: string;
  /** Id of a version. Without one the deployed version starts. */
  readonly version?: string;
  /** Text of the payload. */
  readonly payload?: string;
  /** The payload is JSON and is sent as it is, not as a text inside of JSON. */
  readonly raw?: boolean;
  /** Starts at once, past the queue, with the trigger "Manual". */
  readonly manual?: boolean;
  /** Id of a virtual environment. */
  readonly environment?: string;
  readonly variables?: Readonly<Record<string, string>>;
}

export interface StartedFlow {
  /** Id of the run, where the answer names one. */
  readonly run?: string;
  /** What Patchworks said. */
  readonly answer: string;
}

/** Starts a flow. Source: the Start API. */
export async function startFlow(api: PatchworksApi, start: FlowStart): Promise<StartedFlow> {
  const answer = await api.write(addressOf(api, start), bodyOf(start));
  const run = runIn(answer);
  return {
    ...(run === undefined ? {} : { run }),
    answer: (typeof answer === 'string' ? answer : JSON.stringify(answer)).trim(),
  };
}

function addressOf(api: PatchworksApi, { flow, version, raw, manual, environment, variables }: FlowStart): URL {
  const parts = ['flows', flow, manual === true ? 'manual' : 'start', ...(raw === true ? ['raw'] : [])];
  const path = [...parts, ...(version === undefined ? [] : [version])].map(encodeURIComponent).join('/');
  const url = api.start(`/${path}`);
  if (environment !== undefined) url.searchParams.set('virtual_environment_id', environment);
  if (variables !== undefined && Object.keys(variables).length > 0)
    url.searchParams.set('flow_variables', JSON.stringify(variables));
  return url;
}

function bodyOf({ payload, raw }: FlowStart): string | undefined {
  return payload === undefined || raw === true ? payload : JSON.stringify({ payload });
}

/** Only the words are documented: "flow initialised" and the id of the run. */
function runIn(answer: unknown): string | undefined {
  if (typeof answer === 'string') return /\b[0-9a-f]{8}-[0-9a-f-]{27}\b|\b\d+\b/iu.exec(answer)?.[0];
  if (answer === null || typeof answer !== 'object') return undefined;
  const { flow_run_id: named, id, data } = answer as Readonly<Record<string, unknown>>;
  const found = named ?? id;
  return typeof found === 'string' || typeof found === 'number' ? String(found) : runIn(data);
}
