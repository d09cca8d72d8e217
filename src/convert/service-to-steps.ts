import type { Profile } from '../config/profile.ts';
import { keySeparator } from '../flow/key-separator.ts';
import type { FlowStep } from '../flow/model.ts';
import { carriedTo } from './carried-fields.ts';
import type { PoolStart } from './pool-start.ts';
import { countSteps, type StepCounts } from './operations.ts';
import alertsToNotify from './rules/alerts-to-notify.ts';
import failureToTryCatch from './rules/failure-to-try-catch.ts';
import filterRowsToFilters from './rules/filter-rows-to-filters.ts';
import knownRecordToSteps from './rules/known-record-to-steps.ts';
import ledgerToDedupe, { type LedgerSteps } from './rules/ledger-to-dedupe.ts';
import mappingsToMap, { type ConvertedMap } from './rules/mappings-to-map.ts';
import payloadScriptToScript from './rules/payload-script-to-script.ts';
import pushToFlowControl from './rules/push-to-flow-control.ts';
import reportToTrack from './rules/report-to-track.ts';
import sideToConnector from './rules/side-to-connector.ts';
import { isInbound, type Scope } from './scope.ts';

export interface ServiceSteps {
  readonly steps: readonly FlowStep[];
  /** Notification groups that hear of a failed run. */
  readonly groups: readonly string[];
  /** Answers of the profile that the steps hold with. */
  readonly assumes: Partial<Profile>;
  /** What its data pool knows before the first run; absent without one. */
  readonly start?: PoolStart;
}

/** The steps of one record, and what is sent when it fails. */
interface RecordSteps {
  readonly tried: readonly FlowStep[];
  readonly alarm: FlowStep;
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

  const pull = isInbound(scope.service) ? [] : [sideToConnector.convert(scope, 'source', filters.parameters)];
  const records = [...pull, ...filters.pageSteps, ...ledger.filter, single];

  const scripts = payloadScriptToScript.convert(scope);
  const push = sideToConnector.convert(scope, 'destination');
  const report = (fields: readonly string[]): readonly FlowStep[] =>
    ledger.track.length === 0 ? [] : [reportToTrack.convert(scope, fields)];
  const alarm = alertsToNotify.convert(scope, 'Record [[meta.source_id]]');
  const kept: RecordSteps = {
    tried: [
      ledger.key,
      ...ledger.keep,
      ...filters.recordSteps,
      ...scripts.beforeMapping,
      ...map.steps,
      ...scripts.afterMapping,
      ledger.track.length === 0 ? push : namedPush(push, ['[[meta.source_key]]']),
      ...ledger.track,
      ...report(ledger.fields),
    ],
    alarm: alarm.step,
  };
  const guard = failureToTryCatch.convert(scope, { tried: ledger.key, caught: alarm.step });
  const assemble = ({ tried, alarm: caught }: RecordSteps): readonly FlowStep[] => {
    if (guard === undefined) return place([...records, ...tried], undefined, []);
    const [first] = tried;
    const legs = [first, caught].map((step, index) => ({
      name: index === 0 ? 'Try' : 'Catch',
      first_step: step?.name ?? '',
    }));
    return place([...records, { ...guard, routes: legs }, ...tried, caught], guard.name, [...tried, caught]);
  };

  // What a script makes of a record, nobody knows.
  const hasScript = scripts.beforeMapping.length + scripts.afterMapping.length > 0;
  const carried = hasScript ? undefined : carriedBy(scope, ledger, map);
  const pushed: RecordSteps | undefined = carried && {
    tried: [
      ...filters.recordSteps,
      ...map.steps,
      namedPush(
        push,
        carried.keys.map((key) => `[[payload.${key}]]`),
      ),
      ledger.trackAs(carried.keys),
      ...report(carried.fields),
    ],
    alarm: alertsToNotify.convert(scope, nameOfFailed(ledger, carried)).step,
  };
  const count = (one: RecordSteps): StepCounts => countSteps({ flow_name: '', steps: [...assemble(one)] });
  const form = knownRecordToSteps.convert(
    scope,
    pushed &&
      carried && {
        kept: count(kept),
        pushed: count(pushed),
        fields: [...new Set([...carried.keys, ...carried.fields])],
      },
  );
  const isShort = form === 'pushed-record' && pushed !== undefined;
  return {
    steps: assemble(isShort ? pushed : kept),
    groups: alarm.groups,
    assumes: isShort ? { 'connector.sendOutput': 'original' } : {},
    ...(ledger.start === undefined ? {} : { start: ledger.start }),
  };
}

interface Carried {
  readonly keys: readonly string[];
  readonly fields: readonly string[];
}

/** Where key, id and reference stand in what is pushed; `undefined` where one of them does not, or nothing is remembered. */
function carriedBy(
  { destination }: Scope,
  { keys, fields }: LedgerSteps,
  { rules }: ConvertedMap,
): Carried | undefined {
  if (keys.length === 0 || (destination.reference?.data_type ?? 'json') !== 'json') return undefined;
  const [own, shown] = [keys, fields].map((paths) => paths.map((path) => carriedTo(path, rules)));
  if (own === undefined || shown === undefined || [...own, ...shown].includes(undefined)) return undefined;
  const known = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path]);
  return { keys: own.flatMap(known), fields: shown.flatMap(known) };
}

/** A record that fails in the map is still that of the source: its id is named where it stands in the same place. */
function nameOfFailed({ fields: [before] }: LedgerSteps, { fields: [behind] }: Carried): string {
  return behind !== undefined && before === behind ? `Record [[payload.${behind}]]` : 'A record';
}

/** The pool lets a key through until its push has succeeded, so all attempts, in whichever run, are the same push. */
function namedPush({ 'x-repatch': provenance, ...push }: FlowStep, parts: readonly string[]): FlowStep {
  return { ...push, 'x-repatch': { ...provenance, idempotency_key: parts.join(keySeparator) } };
}

const distance = 200;

/** Numbers the steps and puts them in a row; those in the legs of the guard stand one row below. */
function place(steps: readonly FlowStep[], guard: string | undefined, inLegs: readonly FlowStep[]): FlowStep[] {
  const parent = steps.findIndex(({ name }) => name === guard);
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
