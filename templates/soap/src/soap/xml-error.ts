/** Line and column are 1-based; the offset counts UTF-16 units and points at the `<`. */
export interface XmlPlace {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

export interface XmlLimits {
  /** Bytes of the document. */
  readonly bytes: number;
  readonly depth: number;
  /** Elements of the document. */
  readonly elements: number;
  /** Attributes of one element. */
  readonly attributes: number;
  /** Characters of one attribute value or name. */
  readonly attributeLength: number;
}

export type XmlProblem = 'syntax' | 'doctype' | 'limit' | 'namespace' | 'encoding';

/** The document is not XML that may be read; `problem` says in which way. */
export class XmlError extends Error {
  override readonly name = 'XmlError';
  readonly problem: XmlProblem;
  readonly place: XmlPlace;

  constructor(problem: XmlProblem, message: string, place: XmlPlace) {
    super(message);
    this.problem = problem;
    this.place = place;
  }
}
