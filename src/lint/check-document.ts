import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { hasErrors, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { diagnosticTable } from '../diagnostics/table.ts';
import type { FlowFile } from '../flow/model.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import { acceptsDocument } from '../schema/accepts-document.ts';
import type { Source } from '../text/source.ts';
import { bundleRules } from './bundle-rules/index.ts';
import { checkSettings } from './check-settings.ts';
import { kindOf, type DocumentKind } from './kind-of.ts';
import { flowRules } from './rules/index.ts';

export interface Checked {
  readonly kind: DocumentKind | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one document: syntax, schema, references. A stage with errors keeps the next from reporting what follows from them. */
export async function checkDocument(source: Source): Promise<Checked> {
  if (source.value === undefined || hasErrors(source.diagnostics))
    return { kind: undefined, diagnostics: source.diagnostics };
  const kind = kindOf(source.value, source.file);
  const found = kind === undefined ? [unknownKind] : await findings(kind, source.value);
  if (found.length === 0) return { kind, diagnostics: source.diagnostics };
  return { kind, diagnostics: sortDiagnostics([...source.diagnostics, ...(await source.locate(found))]) };
}

const unknownKind: Finding = {
  code: 'lint/unknown-kind',
  message: 'This is no document that repatch knows.',
  help: 'Name it *.flow.json, *.services.yaml or *.connector.yaml, or give it a "format" line.',
  pointer: '',
};

async function findings(kind: DocumentKind, value: unknown): Promise<readonly Finding[]> {
  const schema = await schemaFindings(kind, value);
  return schema.some(hidesTheRest) ? schema : [...schema, ...(await referenceFindings(kind, value))];
}

/** The compiled check only says yes or no; the schema library is loaded when there is something to say. */
async function schemaFindings(kind: DocumentKind, value: unknown): Promise<readonly Finding[]> {
  if (await acceptsDocument(kind, value)) return [];
  const [{ checkSchema }, { documentSchemas }] = await Promise.all([
    import('./check-schema.ts'),
    import('./schemas.ts'),
  ]);
  return checkSchema(documentSchemas[kind], value);
}

/** Unknown keys alone do not make the rest unreadable. */
function hidesTheRest({ code, severity }: Finding): boolean {
  return code !== 'lint/unknown-field' && (severity ?? diagnosticTable[code].severity) === 'error';
}

async function referenceFindings(kind: DocumentKind, value: unknown): Promise<readonly Finding[]> {
  if (kind === 'services') return bundleRules.flatMap((rule) => [...rule.check(value as ServiceBundle)]); // accepted by the schema
  if (kind !== 'flow') return [];
  const flow = value as FlowFile; // accepted by the schema
  return [...(await checkSettings(flow)), ...flowRules.flatMap((rule) => [...rule.check(flow)])];
}
