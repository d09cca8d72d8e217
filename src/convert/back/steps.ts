import { orderSteps, shapeIdentifier, type OrderedLeg, type OrderedStep } from '../../flow/graph.ts';
import { findShape } from '../../shapes/find.ts';
import { isObject } from '../../text/json.ts';
import { joinPointer } from '../../text/pointer.ts';
import { recordKeys } from '../record-cache.ts';
import { isSetAside, isTakenBack } from '../whole-record.ts';
import { refuseShape } from './refusals.ts';
import type { FlowScope, PlacedStep } from './scope.ts';

/** The steps of a flow by what they are in a service. */
export interface ServiceSteps {
  readonly trigger: PlacedStep | undefined;
  readonly pull: PlacedStep | undefined;
  readonly push: PlacedStep | undefined;
  readonly map: PlacedStep | undefined;
  /** In front of the flow control: over the records of a page. */
  readonly pageFilters: readonly PlacedStep[];
  /** Behind it: over single records; each group works on a copy of one of their lists. */
  readonly recordFilters: readonly (readonly PlacedStep[])[];
  readonly single: PlacedStep | undefined;
  readonly dedupes: readonly PlacedStep[];
  readonly tracks: readonly PlacedStep[];
  /** The source record is back behind the push, from a cache. */
  readonly isReloaded: boolean;
  /** Some steps stand in the legs of a shape that no service has, and are not looked at. */
  readonly isForked: boolean;
  /** What is sent for a record that fails. */
  readonly alarms: readonly PlacedStep[];
}

type Found = {
  -readonly [Key in keyof ServiceSteps]: ServiceSteps[Key] extends readonly (infer One)[] ? One[] : ServiceSteps[Key];
};

/** Sorts the steps of a flow into the places of a service, and refuses those that have none. */
export function findSteps(scope: FlowScope): ServiceSteps {
  const found: Found = {
    trigger: undefined,
    pull: undefined,
    push: undefined,
    map: undefined,
    pageFilters: [],
    recordFilters: [],
    single: undefined,
    dedupes: [],
    tracks: [],
    isReloaded: false,
    isForked: false,
    alarms: [],
  };
  let group: PlacedStep[] | undefined;
  for (const placed of inOneLine(scope, found)) {
    if (placed.kind === 'map' && isSetAside(placed.step)) group = [];
    else if (placed.kind === 'map' && isTakenBack(placed.step)) {
      if (group !== undefined) found.recordFilters.push(group);
      group = undefined;
    } else if (placed.kind === 'filter' && group !== undefined) group.push(placed);
    else put(scope, found, placed);
  }
  // Nothing takes the whole record back: the filters change what is pushed.
  found.pageFilters.push(...(group ?? []));
  return found;
}

/** All steps in running order; a try/catch counts as what it tries, and the messages of its other leg are set aside. */
function inOneLine(scope: FlowScope, found: Found): readonly PlacedStep[] {
  const flatten = (chain: readonly OrderedStep[]): PlacedStep[] =>
    chain.flatMap((ordered) => {
      const placed = place(scope, ordered);
      if (placed.kind !== 'try-catch') {
        found.isForked ||= ordered.legs.length > 0;
        return [placed];
      }
      const [tried, caught] = legsOf(ordered);
      readCatch(scope, found, placed, caught);
      return flatten(tried?.steps ?? []);
    });
  return flatten(orderSteps(scope.version));
}

function legsOf({ legs }: OrderedStep): readonly [OrderedLeg | undefined, OrderedLeg | undefined] {
  return [legs[0], legs[1]];
}

function readCatch(scope: FlowScope, found: Found, guard: PlacedStep, caught: OrderedLeg | undefined): void {
  const { action = 'partial_success' } = guard.step.config ?? {};
  if (action !== 'partial_success')
    scope.refuseWhole(guard.step, {
      code: 'back/isolation',
      message: `Try/catch "${guard.step.name}" ends the run as "${String(action)}" where a record failed.`,
      help: 'A service goes on and counts the record as failed, which is "partial_success".',
      pointer: joinPointer(guard.pointer, 'config', 'action'),
    });
  for (const ordered of caught?.steps ?? []) {
    const placed = place(scope, ordered);
    if (placed.kind === 'notify') found.alarms.push(placed);
    else refuseShape(scope, placed);
  }
}

function place(scope: FlowScope, { step, index }: OrderedStep): PlacedStep {
  return {
    step,
    pointer: joinPointer(scope.at, 'steps', index),
    kind: findShape(shapeIdentifier(step))?.kind ?? '',
  };
}

function put(scope: FlowScope, found: Found, placed: PlacedStep): void {
  const { kind, step } = placed;
  switch (kind) {
    case 'trigger':
      found.trigger ??= placed;
      return;
    case 'connector':
      putConnector(scope, found, placed);
      return;
    case 'filter':
      if (found.map === undefined && found.push === undefined) found.pageFilters.push(placed);
      else refuseOrder(scope, placed, 'Services filter what they pull, before anything is mapped.');
      return;
    case 'dedupe':
      found.dedupes.push(placed);
      return;
    case 'batch':
      putBatch(scope, found, placed);
      return;
    case 'map':
      if (found.push !== undefined)
        refuseOrder(scope, placed, 'Services map records before they push them, and never what comes back.');
      else if (found.map === undefined) found.map = placed;
      else
        scope.refuseWhole(placed.step, {
          code: 'back/one-map',
          message: `Step "${step.name}" is a second map; "${found.map.step.name}" is the first.`,
          help: 'A service has one mapping tab: put all rules into one map.',
          pointer: placed.pointer,
        });
      return;
    case 'track':
      found.tracks.push(placed);
      return;
    default:
      if (!carriesIdentity(placed)) refuseShape(scope, placed);
      else found.isReloaded ||= kind === 'cache' && step.config?.['action'] === 'load';
  }
}

function putConnector(scope: FlowScope, found: Found, placed: PlacedStep): void {
  const isFirst = found.pull === undefined && found.single === undefined && found.map === undefined;
  const isPull = placed.step.endpoint === undefined ? isFirst : placed.step.endpoint.direction === 'Receive';
  const which = isPull ? 'pull' : 'push';
  const first = found[which];
  if (isPull && first === undefined && (found.map !== undefined || found.push !== undefined))
    refuseOrder(scope, placed, 'Services pull first.');
  else if (first === undefined) found[which] = placed;
  else
    scope.refuseWhole(placed.step, {
      code: 'back/one-connection',
      message: `Step "${placed.step.name}" ${isPull ? 'pulls' : 'pushes'} a second time; "${first.step.name}" is the first.`,
      help: `A service has one ${isPull ? 'source' : 'destination'}: make a flow of its own for this one.`,
      pointer: placed.pointer,
    });
}

function putBatch(scope: FlowScope, found: Found, placed: PlacedStep): void {
  const { config = {} } = placed.step;
  if (config['size'] === 1 && found.single === undefined && found.push === undefined) {
    found.single = placed;
    return;
  }
  scope.refuseWhole(placed.step, {
    code: 'back/batch-size',
    message:
      config['size'] === 1
        ? `Flow control "${placed.step.name}" stands where the records are single ones or pushed already.`
        : `Flow control "${placed.step.name}" makes payloads of ${String(config['size'])} records.`,
    help: 'Services push record by record: use one flow control of size 1, in front of map and push.',
    pointer: joinPointer(placed.pointer, 'config', 'size'),
  });
}

function refuseOrder(scope: FlowScope, placed: PlacedStep, help: string): void {
  const { step, pointer, kind } = placed;
  const message = `Step "${step.name}", a shape "${kind}", stands in a place where a service has none.`;
  scope.refuseWhole(placed.step, { code: 'back/step-order', message, help, pointer });
}

/** What a converted flow needs to know which record it is at work on: a service just does. */
function carriesIdentity(placed: PlacedStep): boolean {
  const { kind, step } = placed;
  if (kind === 'cache') return isRecordCache(placed);
  if (kind !== 'set-variables') return false;
  const { flow = [], meta = [] } = step.config ?? {};
  return (
    Array.isArray(flow) &&
    flow.length === 0 &&
    Array.isArray(meta) &&
    meta.every((one) => isObject(one) && identityKeys.includes(String(one['key'])))
  );
}

const identityKeys = ['source_id', 'source_key', 'source_reference'];

function isRecordCache({ step }: PlacedStep): boolean {
  return step.cache?.scope === 'flow run' && recordKeys.some((key) => key === step.config?.['key']);
}
