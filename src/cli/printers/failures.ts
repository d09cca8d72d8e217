import type { Failure, InDoubt, RunResult } from '../../contract/events.ts';
import type { Origin } from '../../contract/payload.ts';
import { onOneLine } from '../../text/printable.ts';
import type { Paint } from '../colour.ts';
import { groupFailures, type FailureGroup } from '../group-failures.ts';
import { count, number } from '../words.ts';

/** Groups that are shown in full; the others are one line each code. */
const shownGroups = 8;
/** A key is shown up to this length. */
const keyLength = 60;

/** What failed, equal failures together. */
export function printFailures({ name, failures, omitted }: RunResult, paint: Paint): readonly string[] {
  const total = failures.length + omitted.failures;
  if (total === 0) return [];
  const groups = groupFailures(failures, shownGroups);
  const rest = groups.slice(shownGroups);
  return [
    '',
    paint('bold', `${number(total)} failed`),
    ...groups.slice(0, shownGroups).flatMap((group) => ['', ...printGroup(group, name, paint)]),
    ...(rest.length === 0 ? [] : ['', ...printRest(rest)]),
    ...(omitted.failures === 0 ? [] : ['', `  ${number(omitted.failures)} more are in the log only (--log FILE)`]),
  ];
}

/** `whole`: the name of the flow or service, which stands where no step is to blame. */
function printGroup(
  { example, count: size, origins, varies }: FailureGroup,
  whole: string,
  paint: Paint,
): readonly string[] {
  const { message, step, status, request, answer, help, code } = example;
  // What is not the same for all is that of the first record.
  const sample = (isSample: boolean): string =>
    isSample && origins[0] !== undefined ? paint('dim', `  (${nameOf(origins[0])})`) : '';
  const said = [status, answer === undefined ? undefined : onOneLine(answer)].filter((part) => part !== undefined);
  return [
    `  ${size === 1 ? '' : paint('error', `${number(size)} × `)}${paint('error', onOneLine(message))}${sample(varies.message)}`,
    ...field(size === 1 ? 'record' : 'records', recordsOf(origins, size)),
    ...field('step', step === undefined || step === whole ? undefined : onOneLine(step)),
    ...field('request', request && `${request.method} ${onOneLine(request.url)}${sample(varies.request)}`),
    ...field('answer', answer === undefined ? undefined : `${said.join('  ')}${sample(varies.answer)}`),
    ...field('help', help === undefined ? undefined : onOneLine(help)),
    paint('dim', `    [${code}]  more: repatch explain ${code}`),
  ];
}

function field(name: string, text: string | undefined): readonly string[] {
  return text === undefined ? [] : [`    ${name.padEnd(8)} ${text}`];
}

/** One record with its place, or the first few of many. */
function recordsOf(origins: readonly Origin[], size: number): string | undefined {
  const [first] = origins;
  if (first === undefined) return undefined;
  if (size === 1) return first.key === undefined ? nameOf(first) : `${nameOf(first)}${placeOf(first)}`;
  const more = size - origins.length;
  return `${origins.map(nameOf).join(', ')}${more === 0 ? '' : ` and ${number(more)} more`}`;
}

function placeOf({ page, path }: Origin): string {
  const place = [
    ...(page === undefined ? [] : [`page ${page}`]),
    ...(path === undefined ? [] : [`at ${onOneLine(path)}`]),
  ];
  return place.length === 0 ? '' : `  (${place.join(', ')})`;
}

/** The key of the record, or where it comes from. */
function nameOf({ key, page, path }: Origin): string {
  if (key !== undefined) return cut(onOneLine(key));
  if (path === undefined) return page === undefined ? 'unknown' : `page ${page}`;
  return page === undefined ? onOneLine(path) : `page ${page} at ${onOneLine(path)}`;
}

function cut(text: string): string {
  return text.length <= keyLength ? text : `${text.slice(0, keyLength - 1)}…`;
}

function printRest(groups: readonly FailureGroup[]): readonly string[] {
  const codes = new Map<Failure['code'], { failures: number; kinds: number }>();
  for (const { example, count: size } of groups) {
    const { failures, kinds } = codes.get(example.code) ?? { failures: 0, kinds: 0 };
    codes.set(example.code, { failures: failures + size, kinds: kinds + 1 });
  }
  return Array.from(
    codes,
    ([code, { failures, kinds }]) => `  and ${number(failures)} more of ${count(kinds, 'other kind')}  [${code}]`,
  );
}

/** What may have happened although nobody confirmed it. */
export function printInDoubt({ inDoubt }: RunResult, paint: Paint): readonly string[] {
  if (inDoubt.length === 0) return [];
  const groups = Map.groupBy(inDoubt, ({ step, request, reason }) => JSON.stringify([step, request, reason]));
  return [
    '',
    `${paint('warning', 'in doubt')}  ${count(inDoubt.length, 'request')} may have been carried out, or carried out twice; nobody confirmed it`,
    ...[...groups.values()].slice(0, shownGroups).flatMap((group) => ['', ...printDoubt(group)]),
    ...(groups.size > shownGroups ? [`  and ${number(groups.size - shownGroups)} more kinds`] : []),
  ];
}

function printDoubt(group: readonly InDoubt[]): readonly string[] {
  const { step, request, reason } = group[0] as InDoubt; // a group has at least one
  const origins = group.flatMap(({ origin }) => (origin === undefined ? [] : [origin]));
  return [
    `  ${group.length === 1 ? '' : `${number(group.length)} × `}${request === undefined ? onOneLine(step) : `${request.method} ${onOneLine(request.url)}`}`,
    ...field(group.length === 1 ? 'record' : 'records', recordsOf(origins.slice(0, 5), group.length)),
    ...field('step', onOneLine(step)),
    ...field('why', onOneLine(reason)),
    ...field('check', 'look at the destination whether it has each of them once'),
  ];
}
