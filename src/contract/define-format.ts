import type { Profile, ProfileKey } from '../config/profile.ts';
import type { PayloadFormat } from './payload.ts';

/** What values do not say about how a document is written; plain data. Made by reading one, or given by whoever knows it. */
export type Layout = Readonly<Record<string, unknown>>;

/**
 * Reads and prints the documents of one format. What it reads has the form of JSON: objects, lists and texts, to which paths
 * lead. Nobody changes such a value in place: what was read and is printed again unchanged comes out as it stood.
 */
export interface FormatCodec {
  /**
   * Bytes are UTF-8 without a byte-order mark. `given`: what is known of the document.
   * Errors: TerminalError `run/bad-document`, `run/xml-entities`.
   */
  readonly read: (bytes: Uint8Array, given: Layout | undefined) => { readonly value: unknown; readonly layout: Layout };
  /** Errors: TerminalError `run/not-expressible` for a value that the format has no form for. */
  readonly print: (value: unknown, layout: Layout | undefined) => string;
  /** Refuses a value that is plainly no document of the format, without printing it. Errors: TerminalError `run/not-expressible`. */
  readonly check: (value: unknown, layout: Layout | undefined) => void;
  /**
   * Documents of `size` records each, made one by one. Everything is read before the first of them. Absent: the value is cut.
   * Errors: as `read`.
   */
  readonly cut?: (bytes: Uint8Array, given: Layout | undefined, size: number) => Iterable<CutDocument>;
  /** A part of a document as a document of its own. Absent: any value is one. */
  readonly part?: (part: DocumentPart) => unknown;
  /** Refuses what would be lost if a value that was read were printed in another format. Returns what is lost all the same. */
  readonly leave?: (value: unknown) => string | undefined;
}

/** Some records of a document, as a document. */
export interface CutDocument {
  readonly bytes: Uint8Array;
  readonly layout: Layout;
  readonly records: number;
  /** The one record, where there is one. */
  readonly record?: unknown;
}

/** What a step takes out of a document. */
export interface DocumentPart {
  /** The document that it is taken out of. */
  readonly whole: unknown;
  /** Where it stood: keys and positions, or `*`. */
  readonly path: string;
  readonly value: unknown;
  /** The value is some of the records at the path, and goes on as a list. */
  readonly isList: boolean;
}

/** Makes the codec of one run. `assume` gives the profile's answer and notes that the run relied on it. */
export type CreateCodec = (assume: <K extends ProfileKey>(key: K) => Profile[K]) => FormatCodec;

/** A format of documents as the catalogue knows it. Its codec stands beside it and is loaded with the first document. */
export interface DocumentFormat {
  readonly format: PayloadFormat;
  readonly title: string;
  /** As documents are sent; the first part of a content type that is read as this format. */
  readonly contentType: string;
  /** How values stand for documents, for the reference. */
  readonly convention: string;
  /** Absent: the text is the value, and has no parts. */
  readonly codec?: () => Promise<{ readonly default: CreateCodec }>;
}

/** Declares a format of documents. */
export function defineFormat<Format extends DocumentFormat>(format: Format): Format {
  return format;
}

/** The codecs of one run. */
export interface Codecs {
  /** The codec of a format that has one. Call it before the first document of the format is made. */
  load(format: PayloadFormat): Promise<FormatCodec | undefined>;
  /** The codec, if it has been loaded. */
  of(format: PayloadFormat): FormatCodec | undefined;
}
