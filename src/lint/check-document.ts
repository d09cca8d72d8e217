import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { hasErrors, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import type { Source } from '../text/source.ts';

import { documentOf, kindOf, namesOfFiles, type DocumentKind } from './kind-of.ts';
import { keepNumbersAsWritten } from './numbers-as-written.ts';

export interface Checked {
  readonly kind: DocumentKind | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Checks one document: syntax, schema, references. A stage with errors keeps the next from reporting what follows from them.
 * `isThorough`: every rule is asked, also those about what can be run or converted all the same.
 */
export async function checkDocument(source: Source, isThorough = false): Promise<Checked> {
  if (source.value === undefined || hasErrors(source.diagnostics))
    return { kind: undefined, diagnostics: source.diagnostics };
  const kind = kindOf(source.value, source.file);
  if (kind === 'services') await keepNumbersAsWritten(source);
  const found = kind === undefined ? [unknownKind] : await findings(kind, source.value, isThorough);
  if (found.length === 0) return { kind, diagnostics: source.diagnostics };
  return { kind, diagnostics: sortDiagnostics([...source.diagnostics, ...(await source.locate(found))]) };
}

const unknownKind: Finding = {
  code: 'lint/unknown-kind',
  message: 'This is no document that repatch knows.',
  help: `Give it a "format" line, or one of these names: ${namesOfFiles()}.`,
  pointer: '',
};

async function findings(kind: DocumentKind, value: unknown, isThorough: boolean): Promise<readonly Finding[]> {
  const schema = await schemaFindings(kind, value);
  if (!isThorough)
    return schema.some(hidesTheRest) ? schema : [...schema, ...((await documentOf(kind).check?.(value, false)) ?? [])];
  const { checkSecrets } = await import('./check-secrets.ts');
  const secrets = checkSecrets(value);
  if (schema.some(hidesTheRest)) return [...schema, ...secrets];
  const found = (await documentOf(kind).check?.(value, true)) ?? [];
  // Rules of a kind know more about its secrets.
  const known = new Set(found.filter(({ code }) => code.includes('secret')).map(({ pointer }) => pointer));
  return [...schema, ...found, ...secrets.filter(({ pointer }) => !known.has(pointer))];
}

/** The compiled check only says yes or no; the schema library is loaded when there is something to say. */
async function schemaFindings(kind: DocumentKind, value: unknown): Promise<readonly Finding[]> {
  if (await acceptsDocument(kind, value)) return [];
  const [{ checkSchema }, schema] = await Promise.all([import('./check-schema.ts'), documentOf(kind).schema()]);
  return checkSchema(schema, value);
}

/** Whether a document has the form of its kind. */
export async function acceptsDocument(kind: DocumentKind, value: unknown): Promise<boolean> {
  const { validators } = await documentOf(kind).compiled();
  return validators[kind]?.(value) === true;
}

/** Unknown keys alone do not make the rest unreadable. */
function hidesTheRest({ code, severity }: Finding): boolean {
  return code !== 'lint/unknown-field' && (severity ?? diagnosticTable[code].severity) === 'error';
}
