import type { FlowStep } from '../../flow/model.ts';
import type { MappingRule } from '../../flow/transform-step.ts';
import { isObject } from '../../text/json.ts';
import { carriedTo } from '../carried-fields.ts';
import { unique } from './unique.ts';
import { inRecord, pointerTo } from './fields.ts';
import type { Records } from './rows-from-filters.ts';
import type { FlowScope, PlacedStep } from './scope.ts';
import type { ServiceSteps } from './steps.ts';

/** The inverse of `rules/ledger-to-dedupe.ts`, `identity-to-key.ts` and `report-to-track.ts`. `mapped`: paths that the map reads. */
export function readLedger(
  scope: FlowScope,
  steps: ServiceSteps,
  records: Records,
  mapped: readonly string[],
): unknown {
  const filter = steps.dedupes.find((placed) => behaviourOf(placed) !== 'track');
  const [first] = steps.dedupes;
  const sourceOf = sourceBehindPush(steps);
  const tracked = trackedFields(steps.tracks).map(sourceOf);
  if (filter === undefined) {
    if (first !== undefined) refuseLedger(scope, first, 'only remembers records and lets all of them through');
    const [id, reference] = tracked;
    return {
      identity: 'none',
      ...(id === undefined ? {} : { idField: records.fieldAt(id) }),
      ...referenceOf(records, id, reference),
    };
  }
  checkOthers(scope, steps, filter);
  const keys = keysOf(filter.step).map((key) => inRecord(key, records.path) ?? key);
  const [id = '', second] = keys;
  for (const other of steps.dedupes)
    if (other !== filter && !isSameKey(keysOf(other.step).map(sourceOf), keys))
      refuseLedger(scope, other, `remembers ${shown(keysOf(other.step))}, where ${shown(keys)} is looked for`);
  const reference = tracked.find((path) => path !== id);
  const fields = { idField: records.fieldAt(id), ...referenceOf(records, id, reference) };
  if (keys.length === 1) return { identity: 'sourceId', ...fields };
  const all = unique([id, ...mapped]);
  if (keys.length === all.length && keys.every((key) => all.includes(key)))
    return { identity: 'contentHash', ...fields };
  if (keys.length === 2 && second !== undefined)
    return { identity: 'sourceId+modified', ...fields, modifiedField: records.fieldAt(second) };
  return scope.refuse(filter.step, {
    code: 'back/ledger',
    message: `De-dupe "${filter.step.name}" takes ${keys.length} values for its key: ${shown(keys)}.`,
    help: 'A service knows a record by its id, by id and a modified field, or by all fields that it maps.',
    pointer: pointerTo(filter, 'config', 'key'),
  });
}

/**
 * The path in the source record of a value behind the push. Where nothing brings that record back, it is what was pushed: the field
 * that a rule of the map has written there unchanged.
 */
function sourceBehindPush({ isReloaded, map }: ServiceSteps): (path: string) => string {
  const rules = isReloaded || map === undefined ? [] : rulesOf(map.step);
  return (path) =>
    rules.find(({ sources: [source] = [], target }) => target === path && carriedTo(source ?? '', rules) === path)
      ?.sources?.[0] ?? path;
}

/** As far as they are rules: a program may give a flow that no schema has seen. */
function rulesOf({ config = {} }: FlowStep): readonly MappingRule[] {
  const { rules } = config;
  return Array.isArray(rules)
    ? (rules as readonly unknown[]).filter(
        (rule): rule is MappingRule => isObject(rule) && typeof rule['target'] === 'string',
      )
    : [];
}

/** Pool whose records the flow knows as well as its own: that of the service that it sweeps for. */
export function poolOwner(steps: ServiceSteps): string | undefined {
  const name = steps.dedupes[0]?.step.data_pool?.name;
  return name === undefined ? undefined : /^Ledger (.+)$/u.exec(name)?.[1];
}

function referenceOf(
  records: Records,
  id: string | undefined,
  reference: string | undefined,
): { readonly referenceField?: string } {
  return reference === undefined || reference === id ? {} : { referenceField: records.fieldAt(reference) };
}

/** Behind the filter, one shape may remember what arrived, in the same pool. */
function checkOthers(scope: FlowScope, { dedupes, map }: ServiceSteps, filter: PlacedStep): void {
  if (map !== undefined && isBehind(filter, map))
    refuseLedger(scope, filter, 'filters behind the map, where the record is another one');
  for (const other of dedupes) {
    if (other === filter) continue;
    if (behaviourOf(other) !== 'track' || behaviourOf(filter) !== 'filter')
      refuseLedger(scope, other, 'filters a second time');
    else if (other.step.data_pool?.name !== filter.step.data_pool?.name)
      refuseLedger(
        scope,
        other,
        `uses the pool "${other.step.data_pool?.name ?? ''}" and not "${filter.step.data_pool?.name ?? ''}"`,
      );
  }
  if (behaviourOf(filter) === 'filter' && dedupes.length === 1)
    refuseLedger(scope, filter, 'filters by a pool that the flow never fills');
}

function refuseLedger(scope: FlowScope, placed: PlacedStep, what: string): void {
  scope.refuseWhole(placed.step, {
    code: 'back/ledger',
    message: `De-dupe "${placed.step.name}" ${what}.`,
    help: 'A service keeps one ledger: use one "filter_and_track", or "filter" before and "track" behind the push on one pool.',
    pointer: placed.pointer,
  });
}

function isBehind(one: PlacedStep, other: PlacedStep): boolean {
  return indexOf(one) > indexOf(other);
}

function indexOf({ pointer }: PlacedStep): number {
  return Number(pointer.slice(pointer.lastIndexOf('/') + 1));
}

function isSameKey(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((path, index) => path === other[index]);
}

function shown(keys: readonly string[]): string {
  return keys.map((key) => `"${key}"`).join(', ');
}

function behaviourOf({ step }: PlacedStep): unknown {
  return step.config?.['behaviour'];
}

function keysOf({ config = {} }: FlowStep): readonly string[] {
  const { key } = config;
  return (Array.isArray(key) ? (key as readonly unknown[]) : [key]).filter(
    (one): one is string => typeof one === 'string',
  );
}

function trackedFields(tracks: readonly PlacedStep[]): readonly string[] {
  const fields = tracks[0]?.step.config?.['fields'];
  return Array.isArray(fields) ? fields.filter((one): one is string => typeof one === 'string') : [];
}
