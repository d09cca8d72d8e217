import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { checkDocument } from '../lint/check-document.ts';
import type { DocumentKind } from '../lint/kind-of.ts';
import { readSource } from '../text/source.ts';

/** A document in memory. */
export interface ParsedDocument {
  readonly kind: DocumentKind | undefined;
  /** The value as written; `undefined` where the document has errors. */
  readonly value: unknown;
  /** In the order of their places. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Reads and checks the text of a document: syntax, schema, references. `file` is its name: `.yaml` and `.yml` are read as
 * YAML, everything else as JSON, and it tells the kind where the text does not. Never throws.
 */
export async function parseDocument(content: string | Uint8Array, file: string): Promise<ParsedDocument> {
  const source = await readSource(file, typeof content === 'string' ? Buffer.from(content) : content);
  const { kind, diagnostics } = await checkDocument(source);
  return { kind, diagnostics, value: hasErrors(diagnostics) ? undefined : source.value };
}

/** What is wrong with a document; nothing of it is an empty list. Never throws. */
export async function validate(content: string | Uint8Array, file: string): Promise<readonly Diagnostic[]> {
  return (await parseDocument(content, file)).diagnostics;
}
