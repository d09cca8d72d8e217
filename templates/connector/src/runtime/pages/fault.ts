export type FaultKind =
  /** It leads to a request that was made already, or there is no end in reach. */
  | 'loop'
  /** It leads to another host. */
  | 'elsewhere'
  /** It names a next page in a way that cannot be followed. */
  | 'bad-next'
  /** It has no list where the records should be. */
  | 'no-list'
  /** Nothing tells whether it is the last one. */
  | 'no-end'
  /** It is the last one, and the list has more records. */
  | 'incomplete'
  /** The list changed while it was read. */
  | 'changed'
  /** It has records of an earlier page. */
  | 'repeated';

/** Why a list cannot be read with certainty, in words to follow "Page 3". */
export interface PageFault {
  readonly fault: FaultKind;
  readonly words: string;
}

export function fault(kind: FaultKind, words: string): PageFault {
  return { fault: kind, words };
}

export function isFault(value: unknown): value is PageFault {
  return typeof value === 'object' && value !== null && 'fault' in value && 'words' in value;
}

/** What a value is, for a message about it. */
export function kindOf(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'an object' : `a value of type ${typeof value}`;
}
