import type { FlowFile, FlowStep } from '../../../src/flow/model.ts';
import { getIn, type Place } from '../edit.ts';
import type { Change, MutantKind } from '../kinds.ts';
import { stepsOfKind, versionPlace, type At } from '../places.ts';

type Step = At<FlowStep>;

/** A member with another value, wherever it is set. */
function member(
  name: string,
  placesIn: (flow: FlowFile) => readonly Place[],
  change: (value: unknown) => unknown,
): MutantKind {
  return {
    name,
    touches: 'other',
    changes: (flow) =>
      placesIn(flow).flatMap((place): readonly Change[] => {
        const before = getIn(flow, place);
        const after = change(before);
        if (JSON.stringify(after) === JSON.stringify(before)) return [];
        return [
          {
            edits: [after === undefined ? { place } : { place, value: after }],
            what: `${place.slice(-3).join('/')}: ${JSON.stringify(before)} → ${JSON.stringify(after) ?? 'nothing'}`,
          },
        ];
      }),
  };
}

/** Members below the steps of one kind. */
function inSteps(
  kind: string,
  path: Place,
  fits: (step: FlowStep) => boolean = () => true,
): (flow: FlowFile) => readonly Place[] {
  return (flow) =>
    stepsOfKind(flow, kind)
      .filter(({ step }) => fits(step) && getIn(step, path) !== undefined)
      .map(({ place }) => [...place, ...path]);
}

function listed(kind: string, list: Place, key: string): (flow: FlowFile) => readonly Place[] {
  return (flow) =>
    stepsOfKind(flow, kind).flatMap(({ step, place }: Step) => {
      const found = getIn(step, list);
      return Array.isArray(found) ? found.map((_, index) => [...place, ...list, index, key]) : [];
    });
}

const at =
  (...place: Place): ((flow: FlowFile) => readonly Place[]) =>
  (flow) =>
    getIn(flow, place) === undefined ? [] : [place];

const suffixed = (value: unknown): unknown =>
  typeof value === 'string' ? `${value}_2` : Array.isArray(value) ? (value as unknown[]).map(suffixed) : value;
const gone = (): undefined => undefined;
const more = (value: unknown): unknown => (typeof value === 'number' ? value + 1 : 1);
const turned = (value: unknown): unknown => value !== true;

const isReceive = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Receive';
const isSend = ({ endpoint }: FlowStep): boolean => endpoint?.direction === 'Send';
const isTracking = ({ config }: FlowStep): boolean => config?.['behaviour'] === 'track';
const isFiltering = (step: FlowStep): boolean => !isTracking(step);
const adds = ({ config }: FlowStep): boolean => config?.['action'] === 'add';
const loads = ({ config }: FlowStep): boolean => config?.['action'] === 'load';

/** A key of one field less, or of another field. */
const otherKey = (value: unknown): unknown =>
  Array.isArray(value) && value.length > 1 ? value.slice(0, -1) : suffixed(value);

export const settingKinds: readonly MutantKind[] = [
  member('de-dupe: wrong key', inSteps('dedupe', ['config', 'key'], isFiltering), otherKey),
  member('tracking de-dupe: wrong key', inSteps('dedupe', ['config', 'key'], isTracking), otherKey),
  member('de-dupe: other entity type', inSteps('dedupe', ['config', 'entity_type']), suffixed),
  member('de-dupe: other behaviour', inSteps('dedupe', ['config', 'behaviour']), (value) =>
    value === 'track' ? 'filter' : 'filter_and_track',
  ),
  member('other pool', inSteps('dedupe', ['data_pool', 'name']), suffixed),
  member('batch of another size', inSteps('batch', ['config', 'size']), more),
  member('batch of another list', inSteps('batch', ['config', 'path']), suffixed),
  member('single records stay wrapped', inSteps('batch', ['config', 'do_not_wrap_single']), turned),
  member('other retries of the pull', inSteps('connector', ['config', 'retries'], isReceive), (value) =>
    value === 0 ? 2 : 0,
  ),
  member('other retries of the push', inSteps('connector', ['config', 'retries'], isSend), (value) =>
    value === 0 ? 2 : 0,
  ),
  member('other time-out', inSteps('connector', ['config', 'timeout']), more),
  member('method of the pull', inSteps('connector', ['endpoint', 'http_method'], isReceive), (value) =>
    value === 'GET' ? 'DELETE' : 'GET',
  ),
  member('method of the push', inSteps('connector', ['endpoint', 'http_method'], isSend), (value) =>
    value === 'DELETE' ? 'POST' : 'DELETE',
  ),
  member('other data type of the endpoint', inSteps('connector', ['endpoint', 'data_type']), () => 'xml'),
  {
    name: 'other endpoint',
    touches: 'other',
    changes: (flow) =>
      stepsOfKind(flow, 'connector').flatMap(({ step, place }) => {
        const system = flow.systems.find((one) => one.system.name === step.connector?.system)?.system;
        const other = system?.endpoints?.find(
          ({ name, direction }) => direction === step.endpoint?.direction && name !== step.endpoint.name,
        );
        if (other === undefined) return [];
        return [
          {
            edits: [{ place: [...place, 'endpoint', 'name'], value: other.name }],
            what: `${step.endpoint?.name ?? ''} → ${other.name}`,
          },
        ];
      }),
  },
  member('other instance', inSteps('connector', ['connector', 'name']), suffixed),
  member('idempotency key deleted', inSteps('connector', ['x-repatch', 'idempotency_key']), gone),
  member('other idempotency key', inSteps('connector', ['x-repatch', 'idempotency_key']), () => 'always the same'),
  member('meta value changed', listed('set-variables', ['config', 'meta'], 'value'), (value) => `${String(value)}-x`),
  member('meta value of another name', listed('set-variables', ['config', 'meta'], 'key'), suffixed),
  member(
    'flow variable changed',
    listed('set-variables', ['config', 'flow'], 'value'),
    (value) => `${String(value)}-x`,
  ),
  member('cache key of what is added', inSteps('cache', ['config', 'key'], adds), () => 'the same for all'),
  member('cache key of what is loaded', inSteps('cache', ['config', 'key'], loads), suffixed),
  member('missing cache entry is no failure', inSteps('cache', ['config', 'fail_on_miss']), gone),
  member('other cache', inSteps('cache', ['cache', 'name'], loads), suffixed),
  member('try ends otherwise', inSteps('try-catch', ['config', 'action']), (value) =>
    value === 'success' ? 'failure' : 'success',
  ),
  member('tracked fields', inSteps('track', ['config', 'fields']), (value) =>
    Array.isArray(value) && value.length > 1 ? value.slice(1) : suffixed(value),
  ),
  member('tracked direction', inSteps('track', ['config', 'direction']), () => 'receive'),
  member('tracked entity', inSteps('track', ['config', 'entity']), suffixed),
  member('level of a message', inSteps('notify', ['config', 'level']), () => 'info'),
  member('channel of a message', inSteps('notify', ['config', 'channels']), (value) =>
    value === 'log' ? 'email_and_log' : 'log',
  ),
  member('groups of a message', inSteps('notify', ['config', 'groups']), (value) =>
    Array.isArray(value) && value.length > 0 ? value.slice(1) : ['Others'],
  ),
  member('text of a message', inSteps('notify', ['config', 'template']), () => 'Something failed.'),
  member('groups that the flow tells', at('flow', 'notification_groups'), (value) =>
    Array.isArray(value) && value.length > 0 ? value.slice(1) : ['Others'],
  ),
  member('other schedule', at(...versionPlace, 'schedules', 0, 'cron_string'), (value) =>
    value === '0 0 * * *' ? '1 0 * * *' : '0 0 * * *',
  ),
  member('schedule deleted', at(...versionPlace, 'schedules', 0), gone),
  member('webhook deleted', at('flow', 'webhooks', 0), gone),
  member('flow enabled', at('flow', 'is_enabled'), turned),
  member('address of an endpoint', (flow) => endpointPlaces(flow, 'url'), suffixed),
  member('profile of the flow', at('x-repatch', 'profile'), gone),
];

/** Endpoints of the definitions that the flow carries, as far as its steps call them. */
function endpointPlaces(flow: FlowFile, key: string): readonly Place[] {
  const called = new Set(
    stepsOfKind(flow, 'connector').map(({ step }) => `${step.connector?.system ?? ''}/${step.endpoint?.name ?? ''}`),
  );
  return flow.systems.flatMap(({ system }, index) =>
    (system.endpoints ?? []).flatMap(({ name }, position) =>
      called.has(`${system.name}/${name}`) ? [['systems', index, 'system', 'endpoints', position, key]] : [],
    ),
  );
}
