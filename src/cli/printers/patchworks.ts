import type { PushedFlow, PushResult, RemoteRunList } from '../../app/patchworks.ts';
import { onOneLine } from '../../text/printable.ts';
import type { Paint, Style } from '../colour.ts';
import { count } from '../words.ts';

const styles: Readonly<Record<PushedFlow['state'], Style>> = {
  imported: 'good',
  'would be sent': 'info',
  refused: 'error',
  'in doubt': 'error',
  'not sent': 'warning',
};

/** One line for each flow, and what is to be done next. */
export function printPush({ flows }: PushResult, paint: Paint): string {
  const width = Math.max(0, ...flows.map(({ state }) => state.length));
  const lines = flows.flatMap(({ file, name, state, id, bytes, code, message }) => [
    `${paint(styles[state], state.padEnd(width))}  ${onOneLine(name)}  ${paint('dim', `${onOneLine(file)}, ${kilobytes(bytes)}${id === undefined ? '' : `, flow ${onOneLine(id)}`}`)}`,
    ...(message === undefined ? [] : [`  ${onOneLine(message)}`, paint('dim', `  [${code}]`)]),
  ]);
  const imported = flows.filter(({ state }) => state === 'imported').length;
  const next =
    imported === 0
      ? []
      : [
          '',
          `${count(imported, 'flow')} imported, disabled: choose instances in the dashboard, deploy a version, then enable them.`,
        ];
  return `${[...lines, ...next].join('\n')}\n`;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}

/** One line for each run. */
export function printRemoteRuns({ runs }: RemoteRunList): string {
  if (runs.length === 0) return 'No runs.\n';
  const rows = runs.map(({ id, name = '', status = '', trigger = '', startedAt = '' }) =>
    [startedAt, status, name, trigger, id].map(onOneLine),
  );
  const widths = rows.reduce<readonly number[]>(
    (most, row) => row.map((cell, at) => Math.max(most[at] ?? 0, cell.length)),
    [],
  );
  return `${rows
    .map((row) =>
      row
        .map((cell, at) => cell.padEnd(widths[at] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')}\n`;
}
