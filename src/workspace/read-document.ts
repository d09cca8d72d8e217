import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { checkDocument } from '../lint/check-document.ts';
import type { DocumentKind } from '../lint/kind-of.ts';
import { readSource, type Source } from '../text/source.ts';
import { readBytes } from './files.ts';

export interface ReadDocument {
  readonly kind: DocumentKind | undefined;
  /** `undefined` when the document has errors. */
  readonly value: unknown;
  readonly diagnostics: readonly Diagnostic[];
  /** The text as read, for positions of later findings. */
  readonly source: Source;
}

/**
 * Reads and checks one document; `isThorough` asks every rule, `bytes` are its content where it does not come from the disk.
 * Throws CliError only for what the file system refuses.
 */
export async function readDocument(file: string, isThorough = false, bytes?: Uint8Array): Promise<ReadDocument> {
  const source = await readSource(file, bytes ?? (await readBytes(file)));
  const { kind, diagnostics } = await checkDocument(source, isThorough);
  return { kind, diagnostics, source, value: hasErrors(diagnostics) ? undefined : source.value };
}
