import type { FlowStep } from '../flow/model.ts';
import alertsToNotify from './rules/alerts-to-notify.ts';
import failureToTryCatch from './rules/failure-to-try-catch.ts';
import filterRowsToFilters from './rules/filter-rows-to-filters.ts';
import ledgerToDedupe from './rules/ledger-to-dedupe.ts';
import mappingsToMap from './rules/mappings-to-map.ts';
import payloadScriptToScript from './rules/payload-script-to-script.ts';
import pushToFlowControl from './rules/push-to-flow-control.ts';
import reportToTrack from './rules/report-to-track.ts';
import sideToConnector from './rules/side-to-connector.ts';
import { isInbound, type Scope } from './scope.ts';

export interface ServiceSteps {
  readonly steps: readonly FlowStep[];
  /** Notification groups that hear of a failed run. */
  readonly groups: readonly string[];
}

/**
 * One service as steps: pull, filter, new records only, single records; then for each record map, push, remember and
 * track, inside a try/catch. A key is remembered only after its push has succeeded, as the ledger of a service does.
 */
export function serviceToSteps(scope: Scope): ServiceSteps {
  const filters = filterRowsToFilters.convert(scope);
  const map = mappingsToMap.convert(scope);
  const ledger = ledgerToDedupe.convert(scope, map.reads);
  const single = pushToFlowControl.convert(scope);

  const records = isInbound(scope.service)
    ? [...filters.pageSteps, single, ...ledger.filter]
    : [sideToConnector.convert(scope, 'source', filters.parameters), ...filters.pageSteps, ...ledger.filter, single];

  const scripts = payloadScriptToScript.convert(scope);
  const push = sideToConnector.convert(scope, 'destination');
  const eachRecord = [
    ledger.key,
    ...ledger.keep,
    ...filters.recordSteps,
    ...scripts.beforeMapping,
    ...map.steps,
    ...scripts.afterMapping,
    ledger.track.length === 0 ? push : onceForKey(push),
    ...ledger.track,
    ...(ledger.track.length === 0 ? [] : [reportToTrack.convert(scope)]),
  ];

  const alarm = alertsToNotify.convert(scope);
  const guard = failureToTryCatch.convert(scope, { tried: ledger.key, caught: alarm.step });
  const steps = guard === undefined ? [...records, ...eachRecord] : [...records, guard, ...eachRecord, alarm.step];
  return { steps: place(steps, guard, [...eachRecord, alarm.step]), groups: alarm.groups };
}

/** The pool lets a key through until its push has succeeded, so all attempts, in whichever run, are the same push. */
function onceForKey({ 'x-repatch': provenance, ...push }: FlowStep): FlowStep {
  return { ...push, 'x-repatch': { ...provenance, idempotency_key: '[[meta.source_key]]' } };
}

const distance = 200;

/** Numbers the steps and puts them in a row; those in the legs of the guard stand one row below. */
function place(steps: readonly FlowStep[], guard: FlowStep | undefined, inLegs: readonly FlowStep[]): FlowStep[] {
  const parent = guard === undefined ? -1 : steps.indexOf(guard);
  return steps.map((step, index) => {
    const isInLeg = parent >= 0 && inLegs.includes(step);
    return {
      id: index + 1,
      ...(isInLeg ? { parent_id: parent + 1 } : {}),
      ...step,
      position: { x: index * distance, y: isInLeg ? distance : 0 },
    };
  });
}
