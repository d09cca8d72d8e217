import type { InitResult } from '../../app/init.ts';

/** What was written, what was left alone, and what to type next. */
export function printInit({ created, extended, left, dryRun, next }: InitResult): string {
  const lines = [
    ...created.map((file) => `${dryRun ? 'would write' : 'wrote'} ${file}`),
    ...extended.map((file) => `${dryRun ? 'would add' : 'added'} lines to ${file}`),
    ...left.map(({ file }) => `left ${file} alone, which is there already`),
    ...left.flatMap(({ file, content }) =>
      content === undefined || !isOfTools(file) ? [] : ['', `put into ${file} what it lacks of:`, ...indent(content)],
    ),
    '',
    'next:',
    ...next.map((command) => `  ${command}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** Files of other tools, into which people put what was meant to be written. */
function isOfTools(file: string): boolean {
  return file.startsWith('.') || file === 'lefthook.yml';
}

function indent(text: string): readonly string[] {
  return text
    .trimEnd()
    .split('\n')
    .map((line) => (line === '' ? '' : `  ${line}`));
}
