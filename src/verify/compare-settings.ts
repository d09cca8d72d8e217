import { shapeIdentifier } from '../flow/graph.ts';
import type { FlowFile, FlowStep } from '../flow/model.ts';
import { chosenVersion } from '../runtime/version-to-run.ts';
import { canonicalJson, isObject } from '../text/json.ts';
import { stepsOf } from './flow-steps.ts';
import type { Difference } from './result.ts';

/** Something that a simulated run does not show, such as a schedule or a time-out. */
interface Setting {
  /** The same for the flow and for what the converter writes. */
  readonly id: string;
  /** As it stands in a sentence: `"timeout" of step "Pull"`. */
  readonly name: string;
  readonly value: unknown;
  readonly step?: FlowStep;
  /** Id of a setting without which this one is not compared. */
  readonly role?: string | undefined;
}

/**
 * Compares what no run shows as text with what the converter writes for the service and its answers. `generated`: definitions
 * that were made up for the comparison, which a conversion does not know.
 */
export function compareSettings(
  flow: FlowFile,
  reference: FlowFile,
  generated: readonly string[] = [],
): readonly Difference[] {
  const own = settingsByIdOf(flow);
  const isMadeUp = ({ id, value }: Setting): boolean =>
    id.endsWith('/connector.system') && !own.has(id) && generated.some((name) => name === value);
  const written = new Map([...settingsByIdOf(reference)].filter(([, setting]) => !isMadeUp(setting)));
  return Array.from(new Set([...written.keys(), ...own.keys()])).flatMap((id) => {
    const either = written.get(id) ?? own.get(id);
    if (either === undefined) return [];
    const here = written.get(id) ?? { ...either, value: undefined };
    const there = own.get(id) ?? { ...either, value: undefined };
    if (canonicalJson(here.value ?? null) === canonicalJson(there.value ?? null)) return [];
    const isOfBoth = either.role === undefined || (written.has(either.role) && own.has(either.role));
    return isOfBoth ? [differenceOf(here, there)] : [];
  });
}

function settingsByIdOf(file: FlowFile): Map<string, Setting> {
  return new Map(Array.from(settingsOf(file), (setting) => [setting.id, setting]));
}

function differenceOf(written: Setting, own: Setting): Difference {
  const { step = own.step } = written;
  const { rule, from = [], decisions = [] } = step?.['x-repatch'] ?? {};
  return {
    code: 'verify/setting-differs',
    what: 'setting',
    in: 'whole',
    pointer: '',
    service: written.value,
    flow: own.value,
    cause: {
      ...(own.step === undefined ? {} : { step: own.step.name }),
      ...(rule === undefined ? {} : { rule }),
      from,
      decisions,
      edit: 'changed',
    },
    message: `The ${own.name} is ${shown(own.value)} in the flow, where the conversion writes ${shown(written.value)}.`,
    help: 'Change it back, or change the service or the decision that it comes from and convert again.',
    occurrences: 1,
    sides: { service: written.value, flow: own.value },
  };
}

const longest = 80;

function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

function* settingsOf(file: FlowFile): Generator<Setting> {
  const { flow, 'x-repatch': extension = { format: 1 } } = file;
  const version = chosenVersion(file);
  const whole = (name: string, value: unknown): Setting => ({ id: name, name: `${name} of the flow`, value });
  yield whole('schedule', (version?.schedules ?? []).map(({ cron_string: cron }) => cron).toSorted());
  yield whole('list of webhooks', (flow.webhooks ?? []).map(canonicalJson).toSorted());
  yield whole('"is_enabled"', flow.is_enabled);
  yield whole('priority', flow.priority ?? version?.flow_priority);
  yield whole('list of notification groups', (flow.notification_groups ?? []).toSorted());
  yield whole('list of flow variables', (version?.variables ?? []).map(canonicalJson).toSorted());
  yield whole('profile', extension.profile ?? {});
  for (const { name, rows } of extension.lookups ?? []) yield whole(`content of lookup "${name}"`, rows);
  const seen = new Map<string, number>();
  for (const step of stepsOf(file)) {
    const role = [
      shapeIdentifier(step),
      step.endpoint?.direction,
      step.config?.['behaviour'],
      step.config?.['action'],
    ].join(' ');
    const number = (seen.get(role) ?? 0) + 1;
    seen.set(role, number);
    yield* stepSettings(step, `${role} ${number}`);
  }
}

/** Shapes whose settings decide over records, which the runs show. */
const shownByRuns: ReadonlySet<string> = new Set([
  'map',
  'filter',
  'batch',
  'split',
  'flow-control',
  'dedupe',
  'de-dupe',
]);

/** Shapes that change no request while all goes well. */
const quiet: ReadonlySet<string> = new Set(['notify', 'try-catch', 'set-variables']);

function* stepSettings(step: FlowStep, role: string): Generator<Setting> {
  const setting = (name: string, value: unknown): Setting => ({
    id: `${role}/${name}`,
    name: name === '' ? `step "${step.name}"` : `"${name}" of step "${step.name}"`,
    value,
    step,
    role,
  });
  // What the settings belong to; whether a step that sends requests is there shows in the runs.
  yield { ...setting('', 'there'), id: role, ...(quiet.has(shapeIdentifier(step)) ? { role: undefined } : {}) };
  const legs = (step.routes ?? []).filter(({ first_step: first }) => first !== undefined);
  yield setting(
    'legs',
    legs.map(({ name }) => name),
  );
  const { config = {}, connector = {}, endpoint = {}, cache = {} } = step;
  if (!shownByRuns.has(shapeIdentifier(step)))
    for (const [key, value] of Object.entries(config)) yield* leaves(setting, key, value);
  for (const [key, value] of Object.entries(connector)) yield setting(`connector.${key}`, value);
  for (const [key, value] of Object.entries(endpoint)) yield setting(`endpoint.${key}`, value);
  for (const [key, value] of Object.entries(cache)) yield setting(`cache.${key}`, value);
  yield setting('data_pool', step.data_pool?.name);
  yield setting('variables', step.variables ?? []);
  yield setting('idempotency key', step['x-repatch']?.idempotency_key);
}

function* leaves(setting: (name: string, value: unknown) => Setting, name: string, value: unknown): Generator<Setting> {
  if (!isObject(value)) yield setting(name, value);
  else for (const [key, member] of Object.entries(value)) yield* leaves(setting, `${name}.${key}`, member);
}
