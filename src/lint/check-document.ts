import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import { hasErrors, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { FlowFile } from '../flow/model.ts';
import type { ServiceBundle } from '../legacy/bundle.ts';
import type { Source } from '../text/source.ts';
import { bundleRules } from './bundle-rules/index.ts';
import { checkSchema } from './check-schema.ts';
import { kindOf, type DocumentKind } from './kind-of.ts';
import { flowRules } from './rules/index.ts';
import { documentSchemas } from './schemas.ts';

export interface Checked {
  readonly kind: DocumentKind | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Checks one document: syntax, schema, references. A stage with errors keeps the next from reporting what follows from them. */
export async function checkDocument(source: Source): Promise<Checked> {
  if (source.value === undefined || hasErrors(source.diagnostics))
    return { kind: undefined, diagnostics: source.diagnostics };
  const kind = kindOf(source.value, source.file);
  const found = await source.locate(kind === undefined ? [unknownKind] : findings(kind, source.value));
  return { kind, diagnostics: sortDiagnostics([...source.diagnostics, ...found]) };
}

const unknownKind: Finding = {
  code: 'lint/unknown-kind',
  message: 'This is no document that repatch knows.',
  help: 'Name it *.flow.json, *.services.yaml or *.connector.yaml, or give it a "format" line.',
  pointer: '',
};

function findings(kind: DocumentKind, value: unknown): readonly Finding[] {
  const schema = checkSchema(documentSchemas[kind], value);
  // Unknown keys alone do not make the rest unreadable.
  if (
    hasErrors(
      schema.map((finding) => ({
        severity: finding.code === 'lint/unknown-field' ? 'warning' : (finding.severity ?? 'error'),
      })),
    )
  )
    return schema;
  return [...schema, ...rules(kind, value)];
}

function rules(kind: DocumentKind, value: unknown): readonly Finding[] {
  if (kind === 'flow') return flowRules.flatMap((rule) => [...rule.check(value as FlowFile)]); // accepted by the schema
  if (kind === 'services') return bundleRules.flatMap((rule) => [...rule.check(value as ServiceBundle)]); // accepted by the schema
  return [];
}
