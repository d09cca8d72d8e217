import { resolveProfile } from '../../src/config/profile.ts';
import { caseText, type CasePayload, type CaseState, type ShapeCase } from '../../src/contract/cases.ts';
import type { ChildRun } from '../../src/contract/run-queue.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import type { HttpRequest, Stores } from '../../src/contract/ports.ts';
import { parseJson } from '../../src/text/json-codec.ts';
import { answerOf } from './case-answer.ts';
import { testPorts } from './fake-ports.ts';
import { flowOf, run } from './flows.ts';
import { startServer, type Answer, type Received } from './http-server.ts';

const identifiersOfMeta = (one: ShapeCase): readonly string[] => Object.keys(one.meta ?? {});

/** The flow of a case: a pull that gives the bucket, the step, and a push that shows what it hands on. */
function flowOfCase(shape: string, one: ShapeCase): ReturnType<typeof flowOf> {
  const { config = {}, step = {}, before = [], after = [], legs = [], lookups = [], variables = {} } = one;
  const meta = identifiersOfMeta(one).map((key) => ({
    field: `x-meta-${key}`,
    comparison: 'eq',
    value: `[[meta.${key}]]`,
    location: 'header',
  }));
  const source = {
    name: 'Bucket',
    direction: 'Receive',
    method: 'GET',
    url: 'bucket/1',
    pagination: { method: 'Link Header' },
  };
  const target = { name: 'Result', direction: 'Send', method: 'POST', url: 'result' };
  const steps = [
    { name: 'Bucket', microservice: 'connector', endpoint: named(source) },
    ...before,
    { name: 'Step', microservice: shape, config, ...step },
    ...after,
    { name: 'Result', microservice: 'connector', endpoint: named(target), filters: meta },
    ...legs,
  ];
  const flow = flowOf(steps, { endpoints: [source, target, ...(one.endpoints ?? [])] }, { lookups }, one.scripts);
  const [version] = flow.flow.versions;
  if (version !== undefined)
    version.variables = Object.entries(variables).map(([name, value]) => ({ name, type: 'string', value }));
  return flow;
}

function named({ name, direction, method }: { name: string; direction: string; method: string }): object {
  return { name, direction, http_method: method };
}

export interface ShapeOutcome {
  readonly gives: readonly CasePayload[];
  readonly meta: Readonly<Record<string, readonly string[]>>;
  readonly requests: readonly Received[];
  readonly queued: readonly string[];
  readonly answered: unknown;
  readonly notifies: readonly string[];
  readonly warns: readonly string[];
  readonly failures: readonly string[];
  readonly status: string;
  readonly leaves: Pick<Required<CaseState>, 'pools' | 'caches' | 'tracked'>;
}

/** Runs the flow of a case against a real server and the stores in memory. */
export async function runShapeCase(shape: string, one: ShapeCase): Promise<ShapeOutcome> {
  const bucket = one.bucket ?? [{}];
  const results: Received[] = [];
  const requests: Received[] = [];
  const notifies: string[] = [];
  const server = await startServer((request) => {
    const [, place, page] = request.url.pathname.split('/');
    if (place === 'bucket') return pageOf(bucket, Number(page));
    if (place === 'result') {
      results.push(request);
      return { status: 204 };
    }
    return answerOf(one.answers?.[requests.push(request) - 1] ?? {});
  });
  const queued: string[] = [];
  let answered: unknown = null;
  const base = testPorts();
  const ports = {
    ...base,
    ...(one.answersCaller === null
      ? {}
      : {
          caller: {
            answer({ status, body }: { status: number; body: string }): Promise<void> {
              answered = { status, body: parseJson(body) };
              return Promise.resolve();
            },
          },
        }),
    queue: {
      find: (name: string) => Promise.resolve(flowNamed(name, one.flows ?? {})),
      add(_: string, { flow, version, variables, start }: ChildRun): Promise<void> {
        const content = Buffer.from(start.bytes ?? []).toString();
        queued.push([flow, version ?? '-', JSON.stringify(variables), JSON.stringify(start.meta), content].join(' '));
        return Promise.resolve();
      },
    },
    http: {
      ...base.http,
      // Shows the time-out, which no server sees, to the server.
      send: (request: HttpRequest) =>
        base.http.send({ ...request, headers: { ...request.headers, 'x-timeout': String(request.timeoutMs / 1000) } }),
    },
    notify: ({
      level,
      channel,
      groups,
      text,
    }: {
      level: string;
      channel: string;
      groups: readonly string[];
      text: string;
    }) => {
      notifies.push(`${[level, channel, ...groups].join(' ')}: ${text}`);
      return Promise.resolve();
    },
  };
  try {
    await prepare(one.found ?? {}, ports.stores, ports.clock.now());
    const outcome = await run(
      flowOfCase(shape, one),
      ports,
      { baseUrl: server.origin },
      {
        profile: resolveProfile({ 'connector.concurrency': '1', ...one.profile }),
      },
    );
    return {
      gives: results.map(payloadOf),
      meta: Object.fromEntries(
        identifiersOfMeta(one).map((key) => [
          key,
          results.map(({ headers }) => String(headers[`x-meta-${key}`] ?? '')),
        ]),
      ),
      requests,
      queued,
      answered,
      notifies,
      // The step that shows what comes out is not part of the example.
      warns: outcome.warnings.filter((text) => !text.startsWith('"Result"')),
      failures: outcome.failures.map(({ code, message }) => `${code}: ${message}`),
      status: outcome.status.name,
      leaves: await stateOf(one.leaves ?? {}, ports.stores, ports.clock.now()),
    };
  } finally {
    await server.close();
  }
}

/** A flow of the workspace of a case. */
function flowNamed(name: string, flows: ShapeCase['flows'] & object): FlowFile | undefined {
  const found = flows[name];
  if (found === undefined) return undefined;
  const steps = (found.starts ?? []).map((flow) => ({ name: flow, microservice: 'run-flow', config: { flow } }));
  const file = flowOf(steps);
  const [version] = file.flow.versions;
  if (version !== undefined) version.iteration = 1;
  return { ...file, flow: { ...file.flow, name, is_enabled: found.isEnabled ?? true } };
}

function pageOf(bucket: readonly CasePayload[], page: number): Answer {
  const next = page < bucket.length ? { link: `</bucket/${page + 1}>; rel="next"` } : {};
  return answerOf({ headers: next, body: bucket[page - 1] });
}

function payloadOf({ headers, body }: Received): CasePayload {
  const contentType = headers['content-type'] ?? '';
  if (body === '') return undefined;
  return contentType.includes('json') ? parseJson(body) : caseText(contentType, body);
}

function placeOf(path: string): readonly [owner: string, cache: string, key: string] {
  const [scope = '', cache = '', key = ''] = path.split('/');
  return [scope === 'flow' ? 'flow:Test' : 'company:Acme', cache, key];
}

async function prepare({ pools = {}, caches = {}, at }: CaseState, stores: Stores, nowMs: number): Promise<void> {
  const writtenMs = at === undefined ? nowMs : Date.parse(at);
  for (const [pool, keys] of Object.entries(pools)) {
    for (const [entityType = '', key = ''] of keys.map((one) => one.split('/')))
      await stores.pools.add(pool, entityType, [key], writtenMs);
  }
  for (const [path, value] of Object.entries(caches))
    await stores.caches.set(...placeOf(path), { format: 'json', bytes: Buffer.from(JSON.stringify(value)) });
}

/** What the stores hold at a moment, at the places that a case names. */
async function stateOf(
  { pools = {}, caches = {}, at }: CaseState,
  stores: Stores,
  nowMs: number,
): Promise<Pick<Required<CaseState>, 'pools' | 'caches' | 'tracked'>> {
  const keys: Record<string, readonly string[]> = {};
  for (const pool of Object.keys(pools))
    keys[pool] = (await stores.pools.list(pool)).map(({ entityType, key }) => `${entityType}/${key}`);
  const cached: Record<string, unknown> = {};
  for (const path of Object.keys(caches)) {
    const found = await stores.caches.get(...placeOf(path), at === undefined ? nowMs : Date.parse(at));
    cached[path] = found === undefined ? undefined : (JSON.parse(Buffer.from(found.bytes).toString()) as unknown);
  }
  const tracked = await stores.tracked.list('Test');
  return {
    pools: keys,
    caches: cached,
    tracked: tracked.map(({ direction, entityType, field, value }) => `${direction} ${entityType} ${field}=${value}`),
  };
}
