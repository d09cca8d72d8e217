import type { RunResult } from '../../contract/events.ts';
import { onOneLine } from '../../text/printable.ts';
import type { Paint, Style } from '../colour.ts';
import { count, duration, number } from '../words.ts';
import { printFailures, printInDoubt } from './failures.ts';

/** Warnings and messages that are shown; --json has all. */
const shownLines = 10;

export const statusStyles: Readonly<Record<RunResult['status']['code'], Style>> = {
  1: 'info',
  2: 'good',
  3: 'error',
  4: 'warning',
  5: 'warning',
};

/** A run for people: the verdict, the figures, what went wrong, what to type next. */
export function printRun(result: RunResult, next: readonly string[], paint: Paint): string {
  const { status, name, run } = result;
  const lines = [
    `${paint(statusStyles[status.code], status.name)}  ${onOneLine(name)}  ${paint('dim', factsOf(result))}`,
    paint('dim', `run ${run}${startOf(result)}`),
    ...printSteps(result),
    ...printCounts(result),
    ...printFailures(result, paint),
    ...printInDoubt(result, paint),
    ...printNotifications(result, paint),
    ...printWarnings(result, paint),
    ...printAssumed(result, paint),
    ...printNext(next, paint),
  ];
  return `${lines.join('\n')}\n`;
}

/** What was run, where something else than the usual was asked for. */
function startOf({ start }: RunResult): string {
  if (start === undefined) return '';
  const { version, environment, trigger } = start;
  return [
    ...(environment === undefined ? [] : [`, version ${version} in environment ${onOneLine(environment)}`]),
    ...(trigger === 'manual' ? [] : [`, as if started by ${trigger}`]),
  ].join('');
}

function factsOf({ durationMs, requests }: RunResult): string {
  const { received, records, sent } = requests;
  const pages = `${count(received, 'page')}${records === 0 ? '' : ` with ${count(records, 'record')}`} received`;
  return `${duration(durationMs)}, ${pages}, ${count(sent, 'request')} accepted`;
}

function printSteps({ steps }: RunResult): readonly string[] {
  if (steps.length === 0) return [];
  return [
    '',
    ...table([
      ['step', 'in', 'out', 'failed'],
      ...steps.map(({ name, payloadsIn, payloadsOut, failed }) => [
        onOneLine(name),
        number(payloadsIn),
        number(payloadsOut),
        failed === 0 ? '' : number(failed),
      ]),
    ]),
  ];
}

/** How many records a service pulled, and what became of them. */
function printCounts({ counts }: RunResult): readonly string[] {
  if (counts === undefined) return [];
  const met = Object.entries(counts.byStatus).filter(([, records]) => records > 0);
  return [
    '',
    ...table([
      ['pulled', number(counts.pulled)],
      ['passed the filters', number(met.reduce((sum, [, records]) => sum + records, 0))],
      ...met.map(([status, records]) => [status, number(records)]),
    ]),
  ];
}

/** Words to the left, figures to the right. */
function table(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => {
    const cells = row.map((cell, column) => {
      const width = widths[column] ?? 0;
      return column === 0 ? cell.padEnd(width) : cell.padStart(Math.max(width, 6));
    });
    return `  ${cells.join('  ')}`.trimEnd();
  });
}

function printNotifications({ notifications, omitted }: RunResult, paint: Paint): readonly string[] {
  if (notifications.length === 0) return [];
  const more = notifications.length - shownLines + omitted.notifications;
  return [
    '',
    paint('bold', 'notified'),
    ...notifications.slice(0, shownLines).map(({ level, text, groups, count: times }) => {
      const to = groups.length === 0 ? '' : paint('dim', `  to ${groups.map(onOneLine).join(', ')}`);
      const often = times === 1 ? '' : paint('dim', `  (${number(times)} times)`);
      return `  ${level.padEnd(7)}  ${onOneLine(text)}${to}${often}`;
    }),
    ...(more > 0 ? [`  and ${count(more, 'other message')}`] : []),
    ...(notifications.some(({ channel }) => channel === 'email+log')
      ? [paint('dim', '  repatch shows messages here and sends no e-mail')]
      : []),
  ];
}

function printWarnings({ warnings, omitted }: RunResult, paint: Paint): readonly string[] {
  if (warnings.length === 0) return [];
  const more = warnings.length - shownLines + omitted.warnings;
  return [
    '',
    ...warnings.slice(0, shownLines).map((text) => `${paint('warning', 'warning')}  ${onOneLine(text)}`),
    ...(more > 0 ? [`         and ${count(more, 'other warning')}`] : []),
  ];
}

function printAssumed({ assumed }: RunResult, paint: Paint): readonly string[] {
  if (assumed.length === 0) return [];
  const answers = assumed.map(({ key, answer }) => `${key}: ${answer}`).join(', ');
  return ['', paint('dim', `assumed  ${answers}`)];
}

function printNext(next: readonly string[], paint: Paint): readonly string[] {
  return next.length === 0
    ? []
    : ['', ...next.map((line, index) => `${index === 0 ? paint('bold', 'next:') : '     '} ${line}`)];
}
