import { isDiagnosticCode } from '../../src/diagnostics/table.ts';

/** Areas whose codes are in a file of another name. */
const files: Readonly<Record<string, string>> = { scaffold: 'scaffold-analyse', run: 'run-flow' };

/** The file with the codes of an area, with one more; or what is in the way, as a sentence. */
export function withCode(
  code: string,
  read: (file: string) => string | undefined,
): Readonly<Record<string, string>> | string {
  if (isDiagnosticCode(code)) return `There is a code "${code}" already.`;
  const area = code.split('/')[0] ?? '';
  const file = `src/diagnostics/codes/${files[area] ?? area}.ts`;
  const text = read(file);
  if (text === undefined) return `There is no area "${area}": ${file} does not exist.`;
  return {
    [file]: text.replace(
      /(\{?)(\} as const satisfies)/u,
      (_, open: string, end: string) => `${open === '' ? '' : '{\n'}${entryOf(code)}${end}`,
    ),
  };
}

function entryOf(code: string): string {
  return `  '${code}': {
    severity: 'error',
    title: 'TODO: a noun phrase',
    means: 'TODO: what was seen, in one or two sentences.',
    why: 'TODO: why it matters.',
    fix: 'TODO: what to change.',
  },
`;
}
