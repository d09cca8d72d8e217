import { startServer, type Answer, type NoAnswer, type Received, type TestServer } from './http-server.ts';

export interface StandIn extends TestServer {
  /** Lines of repatch.config.yaml that lead here. */
  readonly settings: string;
}

/**
 * A stand-in for the Core API, the Start API and the login, written from their public pages: a key stands alone in the
 * Authorization header, a token behind "Bearer"; 401, 413 and 422 as documented. `other` answers instead where it wants to.
 */
export async function startPatchworks(
  other: (request: Received, count: number) => Answer | NoAnswer | undefined = () => undefined,
): Promise<StandIn> {
  const server = await startServer((request, count) => other(request, count) ?? answer(request));
  const settings = [
    'patchworks:',
    '  key: secret://PATCHWORKS_KEY',
    `  core: ${server.origin}/core/api/v1`,
    `  start: ${server.origin}/start/api/v1`,
    '',
  ].join('\n');
  return { ...server, settings, received: server.received };
}

const runs = Array.from({ length: 45 }, (_, index) => ({
  id: 900 - index,
  type: 'FlowRun',
  attributes: {
    name: index % 2 === 0 ? 'Orders' : 'Stock',
    flow_id: index % 2 === 0 ? 7 : 8,
    status: index === 3 ? 'Failure' : 'Success',
    trigger: 'Schedule',
    started_at: new Date(Date.UTC(2026, 2, 1) - index * 60_000).toISOString(),
  },
}));

function answer({ method, url, headers, body }: Received): Answer {
  const { pathname } = url;
  if (pathname === '/login') {
    const { username, password } = JSON.parse(body) as Record<string, unknown>;
    return username === 'ada' && password === 'pass word'
      ? { json: { message: 'Logged in', token: 'token-1', expires_in: 86_400 } }
      : { status: 401, json: { message: 'These credentials do not match our records.' } };
  }
  if (headers.authorization !== 'key-1' && headers.authorization !== 'Bearer token-1')
    return { status: 401, json: { message: `Unauthenticated: ${headers.authorization ?? 'nothing'}` } };
  if (headers['content-type'] !== 'application/json' || headers.accept !== 'application/json')
    return { status: 422, json: { message: 'The headers Accept and Content-Type must be application/json.' } };
  if (method === 'POST' && pathname === '/core/api/v1/flows/import') return imported(body);
  if (method === 'GET' && pathname === '/core/api/v1/flow-runs') return listed(url);
  const [, way, flow, version] =
    /^\/start\/api\/v1\/flows\/([^/]+)\/(start|manual)(?:\/raw)?(?:\/([^/]+))?$/u.exec(pathname) ?? [];
  if (method === 'POST' && way !== undefined) return started(way, flow, version);
  return { status: 404, json: { message: 'Not found.' } };
}

function imported(body: string): Answer {
  const { flow } = JSON.parse(body) as {
    readonly flow?: { readonly name?: string; readonly versions?: readonly unknown[] };
  };
  if ((flow?.versions?.length ?? 0) === 0)
    return {
      status: 422,
      json: { message: 'The given data was invalid.', errors: { 'flow.versions': ['At least one version.'] } },
    };
  return { status: 201, json: { data: { id: 4711, type: 'Flow', attributes: { name: flow?.name } } } };
}

function started(flow: string, _way: string | undefined, version: string | undefined): Answer {
  if (flow === 'draft-only') return { status: 422, json: { message: 'The flow has no deployed version.' } };
  return {
    json: { message: `Flow initialised${version === undefined ? '' : ` in version ${version}`}`, flow_run_id: 31337 },
  };
}

function listed(url: URL): Answer {
  const query = url.searchParams;
  const wanted = runs.filter(
    ({ attributes }) =>
      (query.get('filter[flow_id]') ?? String(attributes.flow_id)) === String(attributes.flow_id) &&
      (query.get('filter[status]') ?? attributes.status) === attributes.status &&
      Date.parse(attributes.started_at) >= Number(query.get('filter[started_after]') ?? 0),
  );
  const [page, size] = [Number(query.get('page')), Number(query.get('per_page'))];
  const meta = {
    current_page: page,
    per_page: size,
    total: wanted.length,
    last_page: Math.max(1, Math.ceil(wanted.length / size)),
  };
  return { json: { data: wanted.slice((page - 1) * size, page * size), meta } };
}
