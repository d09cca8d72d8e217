import type { EditedFile } from '../../app/plan-output.ts';
import { printable } from '../../text/printable.ts';
import type { Paint } from '../colour.ts';

const mostLines = 40;

/** What was changed by hand, and what would be changed beside it; long differences are cut. */
export function printEdits(edits: readonly EditedFile[], paint: Paint): string {
  return edits
    .flatMap(({ file, byHand, byConversion }) => [
      '',
      paint('bold', printable(file)),
      ...(byHand === '' ? [] : ['changed by hand:', ...linesOf(byHand, paint)]),
      ...(byConversion === ''
        ? ['no change by this conversion']
        : ['changed by this conversion:', ...linesOf(byConversion, paint)]),
      '',
    ])
    .join('\n');
}

function linesOf(patch: string, paint: Paint): readonly string[] {
  const lines = patch.split('\n').filter((line) => line !== '');
  const shown = lines.slice(0, mostLines).map((line) => {
    const text = `  ${printable(line)}`;
    if (line.startsWith('-')) return paint('error', text);
    return line.startsWith('+') ? paint('good', text) : paint('dim', text);
  });
  return lines.length > mostLines ? [...shown, `  … and ${lines.length - mostLines} more lines`] : shown;
}
