import type { Check, DoctorResult } from '../../app/doctor.ts';
import { onOneLine } from '../../text/printable.ts';
import type { Paint, Style } from '../colour.ts';
import { count } from '../words.ts';

const styles: Readonly<Record<Check['state'], Style>> = { fine: 'good', failed: 'error', 'not tried': 'dim' };
const widths = { what: 'definition'.length, state: 'not tried'.length };

/** A block for each instance, with a line for each thing that was looked at. */
export function printDoctor({ instances }: DoctorResult, paint: Paint): string {
  const blocks = instances.map(({ name, checks }) => [
    paint('bold', onOneLine(name)),
    ...checks.flatMap(({ what, state, message, help, code }) => [
      `  ${what.padEnd(widths.what)}  ${paint(styles[state], state.padEnd(widths.state))}  ${onOneLine(message)}`,
      ...(help === undefined ? [] : [`    = help: ${onOneLine(help)}`]),
      ...(code === undefined ? [] : [paint('dim', `    [${code}]  more: repatch explain ${code}`)]),
    ]),
    '',
  ]);
  const ill = instances.filter(({ checks }) => checks.some(({ state }) => state === 'failed')).length;
  const verdict = ill === 0 ? paint('good', 'nothing wrong') : paint('error', `${count(ill, 'instance')} not ready`);
  return `${blocks.flat().join('\n')}\n${count(instances.length, 'instance')}: ${verdict}\n`;
}
