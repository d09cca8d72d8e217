import { isObject } from '../text/json.ts';
import { documents } from './documents/index.ts';
import type { DocumentUnit } from './define-document.ts';

export type DocumentKind = (typeof documents)[number]['kind'];

const units: readonly DocumentUnit<DocumentKind>[] = documents;

/** Which kind of document a value is: by its own format line, then by the file's name, then by its members. */
export function kindOf(value: unknown, file: string): DocumentKind | undefined {
  if (!isObject(value)) return kindOfName(file);
  const { format } = value;
  const marked = format === undefined ? undefined : units.find((unit) => unit.format === format);
  return marked?.kind ?? kindOfName(file) ?? units.find((unit) => unit.looksLike?.(value) === true)?.kind;
}

export function kindOfName(file: string): DocumentKind | undefined {
  return units.find(({ files }) => files.pattern.test(file))?.kind;
}

/** The declaration of a kind. */
export function documentOf(kind: DocumentKind): DocumentUnit {
  return units.find((unit) => unit.kind === kind)!; // every kind is in the list
}

/** The names of files as they are shown: `*.flow.json, *.services.yaml, …`. */
export function namesOfFiles(): string {
  return units.map(({ files }) => files.shown).join(', ');
}
