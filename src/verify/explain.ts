import type { Profile } from '../config/profile.ts';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import type { MappingRule } from '../flow/transform-step.ts';
import { compileFilters } from '../interpret/filters.ts';
import { canonicalJson } from '../text/json.ts';
import { joinPointer, splitPointer } from '../text/pointer.ts';
import { parsePath } from '../text/path.ts';
import type { RawDifference } from './difference.ts';
import { isCall, isFilter, isMap, isRecall, isRemember, isTrack, isTryCatch, stepsOf } from './flow-steps.ts';
import type { Outline } from './outline.ts';

/** What stands behind a difference: the step, and where the conversion has it from. */
export interface Cause {
  readonly step?: string;
  /** Converter rule that wrote the step. */
  readonly rule?: string;
  /** JSON pointers into the bundle. */
  readonly from: readonly string[];
  /** Ids of decisions that shaped the step. */
  readonly decisions: readonly string[];
  /** How the step compares with what the converter writes now. */
  readonly edit?: 'changed' | 'added' | 'missing';
}

export interface Evidence {
  readonly outline: Outline;
  readonly flow: FlowFile;
  /** What the converter writes for the service now; it explains steps that the flow has lost. */
  readonly reference: FlowFile | undefined;
  readonly profile: Profile;
}

type Test = (step: FlowStep) => boolean;

interface Suspect {
  readonly step: FlowStep;
  readonly edit: Cause['edit'];
}

/** Finds the step behind a difference. `record` is the source record it is about, where that is known. */
export function explain(difference: RawDifference, evidence: Evidence, record: unknown, nowMs: number): Cause {
  const { outline } = evidence;
  if (difference.in === 'body') {
    const row = mappingRow(difference.pointer, evidence);
    return causeOf(pick(evidence, writes(difference.pointer), isMap, sends), row === undefined ? [] : [row]);
  }
  if (difference.in === 'query') {
    const test: Test = (step) => calls(difference, step);
    const rows = filterRows(outline, difference.pointer, evidence);
    return causeOf(pick(evidence, test), rows);
  }
  if (difference.failedStep !== undefined && difference.flow === undefined)
    return causeOf(pick(evidence, ({ name }) => name === difference.failedStep));
  switch (difference.what) {
    case 'ledger':
      return causeOf(
        blame(evidence, isRemember, isRecall),
        outline.service.dedupe === undefined ? [] : [joinPointer(outline.at, 'dedupe')],
      );
    case 'report':
      return causeOf(blame(evidence, isTrack));
    case 'status':
    case 'outcome':
      return causeOf(blame(evidence, ({ name }) => name === difference.failedStep, isMap, isTryCatch, sends));
    case 'order':
      return causeOf(blame(evidence, sends));
    case 'request':
    case 'state':
      return explainWhole(difference, evidence, record, nowMs);
  }
}

/** A request, or something stored, that only one world has, or that goes elsewhere. */
function explainWhole(difference: RawDifference, evidence: Evidence, record: unknown, nowMs: number): Cause {
  const { outline } = evidence;
  const isPush = difference.what === 'state' || difference.request?.kind !== 'pull';
  if (!isPush || (difference.service !== undefined && difference.flow !== undefined))
    return causeOf(pick(evidence, (step) => calls(difference, step), isPush ? sends : receives));
  const rows = record === undefined ? [] : rejectingRows(outline, record, evidence.profile, nowMs);
  if (rows.length > 0) return causeOf(pick(evidence, isFilter, receives), rows);
  return (difference.run ?? 1) === 1
    ? causeOf(blame(evidence, isFilter, isRecall, sends))
    : causeOf(blame(evidence, isRecall, isRemember, sends));
}

const sends: Test = (step) => isCall(step, 'Send');
const receives: Test = (step) => isCall(step, 'Receive');

function calls({ request }: RawDifference, step: FlowStep): boolean {
  return isCall(step, request?.kind === 'pull' ? 'Receive' : 'Send');
}

/** The first step that fits, tests in order; steps that somebody edited come before all others. */
function pick(evidence: Evidence, ...tests: readonly Test[]): Suspect | undefined {
  const suspects = suspectsOf(evidence);
  const fitting = tests.flatMap((test) => suspects.filter(({ step }) => test(step)));
  return fitting.find(({ edit }) => edit !== undefined) ?? fitting[0];
}

/** Like `pick`, for what may be the consequence of any step: if none that fits was edited, one that was comes first. */
function blame(evidence: Evidence, ...tests: readonly Test[]): Suspect | undefined {
  const fitting = pick(evidence, ...tests);
  if (fitting?.edit !== undefined) return fitting;
  return suspectsOf(evidence).find(({ edit }) => edit !== undefined) ?? fitting;
}

/** The steps of the flow, and behind them those that the converter writes and the flow does not have. */
function suspectsOf({ flow, reference }: Evidence): readonly Suspect[] {
  const own = stepsOf(flow);
  const written = stepsOf(reference);
  const find = (steps: readonly FlowStep[], name: string): FlowStep | undefined =>
    steps.find((step) => step.name === name);
  return [
    ...own.map((step): Suspect => {
      const original = find(written, step.name);
      if (original === undefined) return { step, edit: reference === undefined ? undefined : 'added' };
      return { step, edit: behaviourOf(step) === behaviourOf(original) ? undefined : 'changed' };
    }),
    ...written.filter(({ name }) => find(own, name) === undefined).map((step): Suspect => ({ step, edit: 'missing' })),
  ];
}

/** What a step does, without its place and origin. */
function behaviourOf({ config, endpoint, connector, variables, filters, data_pool, cache, ...rest }: FlowStep): string {
  const { microservice, type } = rest;
  return canonicalJson({
    config,
    endpoint,
    connector,
    variables,
    filters,
    data_pool,
    cache,
    kind: microservice ?? type,
  });
}

function causeOf(suspect: Suspect | undefined, narrower: readonly string[] = []): Cause {
  if (suspect === undefined) return { from: narrower, decisions: [] };
  const { step, edit } = suspect;
  const { rule, from = [], decisions = [] } = step['x-repatch'] ?? {};
  return {
    step: step.name,
    ...(rule === undefined ? {} : { rule }),
    from: narrower.length > 0 ? narrower : from,
    decisions,
    ...(edit === undefined ? {} : { edit }),
  };
}

/** The mapping row behind a place in the body: the one that writes there, or the one whose source the flow's rule reads. */
function mappingRow(pointer: string, { outline, flow }: Evidence): string | undefined {
  const { mappings, mappingsAt, destinationPath, sourcePath } = outline;
  const sources = stepsOf(flow)
    .filter(isMap)
    .flatMap(rulesOf)
    .filter(({ target }) => reaches(target, pointer))
    .flatMap((rule) => rule.sources ?? []);
  const index = mappings.findIndex(({ destination }) => reaches(destinationPath(destination.field), pointer));
  const bySource = mappings.findIndex(({ source }) => 'field' in source && sources.includes(sourcePath(source.field)));
  const found = index < 0 ? bySource : index;
  return found < 0 ? undefined : joinPointer(mappingsAt, found);
}

/** A map step with a rule that writes at the pointer. */
function writes(pointer: string): Test {
  return (step) => isMap(step) && rulesOf(step).some(({ target }) => reaches(target, pointer));
}

function rulesOf(step: FlowStep): readonly MappingRule[] {
  return (step.config?.['rules'] ?? []) as readonly MappingRule[]; // the schema of the map shape, which the flow has passed
}

/** Whether a target path and a JSON pointer name the same place, or one a place inside the other. */
function reaches(target: string, pointer: string): boolean {
  const path = parsePath(target);
  const tokens = splitPointer(pointer);
  return path
    .slice(0, tokens.length)
    .every((segment, index) =>
      segment.kind === 'every' ? /^\d+$/u.test(tokens[index] ?? '') : segment.key === tokens[index],
    );
}

/** The filter rows that a parameter of the pull stands for. */
function filterRows(outline: Outline, pointer: string, { flow, reference }: Evidence): readonly string[] {
  const [key] = splitPointer(pointer);
  const field = [flow, reference]
    .flatMap((one) => (one?.systems ?? []).flatMap(({ system }) => system.endpoints ?? []))
    .flatMap((endpoint) => endpoint.filters ?? [])
    .find((filter) => filter.key === key)?.field;
  return outline.service.filters.flatMap((row, index) =>
    field !== undefined && (row.field === field || outline.sourcePath(row.field) === field)
      ? [joinPointer(outline.at, 'filters', index)]
      : [],
  );
}

/** The filter rows of the service that keep a record out. */
function rejectingRows(outline: Outline, record: unknown, profile: Profile, nowMs: number): readonly string[] {
  const context = { nowMs, assume: <Key extends keyof Profile>(key: Key): Profile[Key] => profile[key] };
  return outline.service.filters.flatMap((row, index) => {
    if (row.operator === 'unknown') return [];
    const { test } = compileFilters([row], {}, outline.sourcePath, context);
    return test(record) ? [] : [joinPointer(outline.at, 'filters', index)];
  });
}
