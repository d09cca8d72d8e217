import type { RunResult } from '../../contract/events.ts';

/** A run for people: the verdict, one line for each step, then what went wrong. */
export function printRun(result: RunResult): string {
  const { name, status, durationMs, requests, steps, failures, warnings, assumed } = result;
  const lines = [
    `${status.name}  ${name}  (${(durationMs / 1000).toFixed(2)} s, ${requests.received} pages received, ${requests.sent} requests sent)`,
    '',
  ];
  const width = Math.max(4, ...steps.map((step) => step.name.length));
  if (steps.length > 0) lines.push(`  ${'step'.padEnd(width)}      in     out  failed`);
  for (const step of steps) {
    lines.push(`  ${step.name.padEnd(width)}  ${pad(step.payloadsIn)}  ${pad(step.payloadsOut)}  ${pad(step.failed)}`);
  }
  if (result.counts !== undefined) lines.push(...printCounts(result.counts));
  for (const failure of failures) {
    lines.push('', `  failed  ${failure.message}`);
    if (failure.help !== undefined) lines.push(`    = help: ${failure.help}`);
    lines.push(`    [${failure.code}]  more: repatch explain ${failure.code}`);
  }
  if (warnings.length > 0) lines.push('', ...warnings.map((warning) => `  warning  ${warning}`));
  if (assumed.length > 0)
    lines.push('', `  assumed  ${assumed.map(({ key, answer }) => `${key}: ${answer}`).join(', ')}`);
  return `${lines.join('\n')}\n`;
}

function pad(number: number): string {
  return String(number).padStart(6);
}

/** How many records ended in which status. */
function printCounts({ byStatus }: NonNullable<RunResult['counts']>): string[] {
  const met = Object.entries(byStatus).filter(([, count]) => count > 0);
  return [
    `  ${met.reduce((sum, [, count]) => sum + count, 0)} records`,
    ...met.map(([status, count]) => `  ${status.padEnd(8)} ${pad(count)}`),
  ];
}
