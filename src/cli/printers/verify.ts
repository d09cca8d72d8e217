import { unifiedDiff } from '../../text/unified-diff.ts';
import { nameOf } from '../../app/verify.ts';
import type { Difference, ScenarioResult, ServiceVerdict, VerifiedService } from '../../app/verify.ts';
import type { Paint } from '../colour.ts';
import { count, duration } from '../words.ts';

/** Differences of one service that are shown beside the first; the result file has them all. */
const shownLimit = 9;

/** The verdicts for people: one line for each service, then what differs, the first difference as a diff. */
export async function printVerdicts(verdicts: readonly ServiceVerdict[], paint: Paint): Promise<string> {
  const lines = verdicts.map((verdict) => verdictLine(verdict, paint));
  for (const verdict of verdicts) {
    if (!verdict.verified || verdict.equal) continue;
    lines.push('', ...(await printDifferences(verdict, paint)));
  }
  return `${lines.join('\n')}\n`;
}

/** How many records went through both worlds, and how fast. */
export function printSpeed(verdicts: readonly ServiceVerdict[], ms: number): string {
  const records = verdicts.flatMap((verdict) => (verdict.verified ? verdict.scenarios : [])).map((one) => one.records);
  const cases = records.reduce((sum, one) => sum + one, 0);
  return `${count(cases, 'case')} in ${duration(ms)}, ${count(Math.round((cases * 1000) / Math.max(1, ms)), 'case')} per second`;
}

/** Rows that were not exercised and scenarios that were not run, for standard error. */
export function printUncovered(verdicts: readonly ServiceVerdict[]): string {
  return verdicts
    .flatMap((verdict) => {
      if (!verdict.verified) return [];
      const { service, uncovered, untried } = verdict;
      return [
        ...uncovered.map(({ pointer, lacks }) => `not tried  ${service}: ${lacks} (${pointer})\n`),
        ...untried.map(({ name, about }) => `not tried  ${service}: scenario ${name}, the budget ran out. ${about}\n`),
      ];
    })
    .join('');
}

/** What may differ because somebody has decided so, for standard error. */
export function printAllowed(verdicts: readonly ServiceVerdict[]): string {
  const all = verdicts.flatMap((verdict) => (verdict.verified ? verdict.allowed : []));
  return all.map(({ decision, answer, effect }) => `allowed  ${decision} = ${answer}: ${effect}\n`).join('');
}

/** What the proof rests on, for standard error. */
export function printCaveats(verdicts: readonly ServiceVerdict[]): string {
  const caveats = new Map<string, string[]>();
  for (const verdict of verdicts)
    for (const caveat of verdict.verified ? verdict.caveats : [])
      caveats.set(caveat, [...(caveats.get(caveat) ?? []), verdict.service]);
  return Array.from(caveats, ([caveat, services]) => `caveat  ${services.join(', ')}: ${caveat}\n`).join('');
}

function verdictLine(verdict: ServiceVerdict, paint: Paint): string {
  const { service, name } = verdict;
  if (!verdict.verified) {
    const help = verdict.help === undefined ? '' : `\n  = help: ${verdict.help}`;
    return `${paint('warning', 'not verified')}  ${service} ${name}: ${verdict.reason}${help}`;
  }
  const { scenarios, equal, differences, uncovered, untried } = verdict;
  const sum = (of: (one: ScenarioResult) => number): number => scenarios.reduce((total, one) => total + of(one), 0);
  const counts = [
    count(scenarios.length, 'scenario'),
    count(
      sum(({ runs }) => runs),
      'run',
    ),
    count(
      sum(({ requests }) => requests),
      'request',
    ),
    count(
      sum(({ records }) => records),
      'record',
    ),
  ].join(', ');
  const allowed = verdict.allowed.length === 0 ? '' : `, with ${count(verdict.allowed.length, 'allowed difference')}`;
  return equal
    ? `${uncovered.length === 0 && untried.length === 0 ? paint('good', 'equal') : paint('warning', 'equal as far as tried')}    ${service} ${name}  ${counts}${allowed}`
    : `${paint('error', 'differs')}  ${service} ${name}  ${count(differences.length, 'difference')} in ${counts}`;
}

async function printDifferences({ service, name, differences }: VerifiedService, paint: Paint): Promise<string[]> {
  const [first, ...others] = differences.filter((one) => !repeatsRequest(one, differences));
  const repeats = differences.length - others.length - 1;
  if (first === undefined) return [];
  const lines = [`${service} ${name}`, '', `  ${first.message}`, `  ${paint('dim', placeOf(first))}`, ''];
  lines.push(...(await sidesAsDiff(first, paint)), '');
  lines.push(...exampleLines(first, paint), ...causeLines(first));
  if (others.length > 0) lines.push('', '  also:');
  for (const other of others.slice(0, shownLimit))
    lines.push(`  - ${other.message} ${paint('dim', `${placeOf(other)} [${other.code}]`)}`);
  if (others.length > shownLimit)
    lines.push(`  - and ${others.length - shownLimit} more; --out FILE or --json has them all`);
  if (repeats > 0) lines.push('', `  The same shows in what the destination stores at the end (${repeats}).`);
  return lines;
}

/** What is stored in the end only repeats what was sent. */
function repeatsRequest({ what, in: place, pointer }: Difference, all: readonly Difference[]): boolean {
  return (
    what === 'state' &&
    all.some((one) => one.what === 'request' && one.in === place && (place === 'whole' || one.pointer === pointer))
  );
}

function placeOf({ scenario, run, occurrences, record, reference }: Difference): string {
  const where = [
    ...(scenario === undefined ? ['not shown by runs'] : [`scenario ${scenario}`]),
    ...(run === undefined ? [] : [`run ${run}`]),
    ...(record === undefined ? [] : [`record ${nameOf(record, reference)}`]),
    ...(occurrences === 1 ? [] : [`seen ${occurrences} times`]),
  ];
  return `(${where.join(', ')})`;
}

async function sidesAsDiff({ sides }: Difference, paint: Paint): Promise<string[]> {
  const side = (label: string, value: unknown): { label: string; text: string } => ({
    label,
    text: value === undefined ? '' : `${JSON.stringify(value, null, 2)}\n`,
  });
  const lines = await unifiedDiff(side('service', sides.service), side('flow', sides.flow), 3);
  return lines.map((line) => {
    const shown = `  ${line}`;
    if (line.startsWith('-')) return paint('error', shown);
    return line.startsWith('+') ? paint('good', shown) : shown;
  });
}

/** Lines of an example that are shown; the result file has all of it. */
const exampleLimit = 24;

function exampleLines({ example }: Difference, paint: Paint): string[] {
  if (example === undefined) return [];
  const { rounds, records, runs } = example;
  const shown = rounds.flatMap((round) => [
    `at ${round.now}${round.faults.map(({ on, nth, status }) => `, ${on} ${nth} answered with ${status}`).join('')}:`,
    ...round.records.flatMap((record) => JSON.stringify(record, null, 2).split('\n')),
  ]);
  const more = shown.length - exampleLimit;
  return [
    `  smallest example: ${records.left} of ${count(records.of, 'record')}, ${runs.left} of ${count(runs.of, 'run')}`,
    ...shown.slice(0, exampleLimit).map((line) => paint('dim', `    ${line}`)),
    ...(more > 0 ? [paint('dim', `    … ${count(more, 'more line')}; --out FILE or --json has them all`)] : []),
    '',
  ];
}

function causeLines({ cause, help, code }: Difference): string[] {
  const { step, rule, from, decisions } = cause;
  return [
    ...(step === undefined ? [] : [`  = step: "${step}"${rule === undefined ? '' : `, written by rule ${rule}`}`]),
    ...(from.length === 0 ? [] : [`  = for: ${from.join(', ')}`]),
    ...(decisions.length === 0 ? [] : [`  = decisions: ${decisions.join(', ')}`]),
    `  = help: ${help}`,
    `  [${code}]  more: repatch explain ${code}`,
  ];
}
