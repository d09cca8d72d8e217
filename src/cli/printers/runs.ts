import type { RunList, ShownRun } from '../../app/runs.ts';
import type { RunSummary } from '../../contract/run-record.ts';
import { onOneLine } from '../../text/printable.ts';
import type { Paint } from '../colour.ts';
import { waysOn, type Typed } from '../next-commands.ts';
import { count, duration, number } from '../words.ts';
import { printRun, statusStyles } from './run.ts';

/** Runs that are listed without --all. */
const shownRuns = 20;

/** The newest run first, and under each what is left to do. */
export function printRuns({ folder, runs }: RunList, flags: Typed & { readonly all?: boolean }, paint: Paint): string {
  if (runs.length === 0) return `No runs in ${folder}.\n`;
  const shown = flags.all === true ? runs : runs.slice(0, shownRuns);
  const widths = { status: widest(shown.map(statusOf)), name: widest(shown.map(nameOf)) };
  const lines = shown.flatMap((summary) => {
    const status = statusOf(summary).padEnd(widths.status);
    return [
      [
        momentOf(summary.startedMs),
        paint(summary.status === undefined ? 'info' : statusStyles[summary.status.code], status),
        nameOf(summary).padEnd(widths.name),
        paint('dim', factsOf(summary)),
      ].join('  '),
      paint('dim', `  ${summary.run}`),
      ...waysOn(summary, flags).map((line, index) => `  ${index === 0 ? 'next:' : '     '} ${line}`),
    ];
  });
  const older = runs.length - shown.length;
  return `${[...lines, ...(older === 0 ? [] : [`and ${count(older, 'older run')}: --all lists them`])].join('\n')}\n`;
}

/** One run as it was printed when it ended, with what can be done now. */
export function printShownRun({ summary, result }: ShownRun, flags: Typed, paint: Paint): string {
  const next = waysOn(summary, flags);
  if (result !== undefined) return printRun(result, next, paint);
  const lines = [
    `${paint('info', statusOf(summary))}  ${nameOf(summary)}  ${paint('dim', `began ${momentOf(summary.startedMs)}`)}`,
    paint('dim', `run ${summary.run}`),
    '',
    'It is at work, or was ended by force: it left no result.',
    ...(next.length === 0 ? [] : ['']),
    ...next.map((line, index) => `${index === 0 ? paint('bold', 'next:') : '     '} ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

function statusOf({ state, status }: RunSummary): string {
  if (state === 'given up') return 'GIVEN UP';
  return status?.name ?? 'RUNNING?';
}

function nameOf({ kind, name }: RunSummary): string {
  return `${kind} ${onOneLine(name)}`;
}

function factsOf({ startedMs, endedMs, requests, failures = 0, inDoubt = 0, retryable }: RunSummary): string {
  return [
    ...(endedMs === undefined ? [] : [duration(endedMs - startedMs)]),
    ...(requests === undefined ? [] : [count(requests.received, 'page'), `${number(requests.sent)} accepted`]),
    ...(failures === 0 ? [] : [`${number(failures)} failed${retriedOf(failures, retryable)}`]),
    ...(inDoubt === 0 ? [] : [`${number(inDoubt)} in doubt`]),
  ].join(', ');
}

function retriedOf(failures: number, retryable: number): string {
  return retryable === 0 || retryable === failures ? '' : ` (${number(retryable)} left)`;
}

/** In the time zone of whoever looks. */
function momentOf(ms: number): string {
  const at = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:${two(at.getMinutes())}`;
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map(({ length }) => length));
}
