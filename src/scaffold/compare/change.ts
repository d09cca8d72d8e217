import type { Origin } from '../api-model.ts';

/** What a change does to those who use the API as it was described before. */
export type Severity = 'breaking' | 'compatible';

export type ChangeCode =
  | 'operation-removed'
  | 'operation-added'
  | 'operation-moved'
  | 'operation-deprecated'
  | 'parameter-removed'
  | 'parameter-added'
  | 'parameter-moved'
  | 'parameter-renamed'
  | 'parameter-required'
  | 'parameter-optional'
  | 'serialisation-changed'
  | 'body-removed'
  | 'body-added'
  | 'body-required'
  | 'body-optional'
  | 'media-type-removed'
  | 'media-type-added'
  | 'response-removed'
  | 'response-added'
  | 'header-removed'
  | 'header-added'
  | 'security-changed'
  | 'scheme-changed'
  | 'server-changed'
  | 'server-added'
  | 'schema-removed'
  | 'schema-added'
  | 'type-changed'
  | 'format-changed'
  | 'enum-value-removed'
  | 'enum-value-added'
  | 'enum-removed'
  | 'enum-added'
  | 'limit-narrowed'
  | 'limit-widened'
  | 'property-removed'
  | 'property-added'
  | 'property-required'
  | 'property-optional'
  | 'property-deprecated'
  | 'option-removed'
  | 'option-added'
  | 'tag-changed'
  | 'default-changed';

type Side = 'before' | 'after';

export interface Change {
  readonly code: ChangeCode;
  readonly severity: Severity;
  /** `GET /orders`, `schema Order`, or `api`. */
  readonly subject: string;
  /** One sentence. */
  readonly message: string;
  readonly at: Origin;
  /** The description that `at` is a place of: what is gone stands in the old one only. */
  readonly side: Side;
}

/** The direction in which a value travels: what is asked of the sender may not become more, what is promised not less. */
export type Direction = 'request' | 'response';

/** Where a change is found, and where it is reported. */
export interface Place {
  readonly subject: string;
  /** In words, for example `Order.lines[].price`. */
  readonly name: string;
  readonly before: Origin;
  readonly after: Origin;
}

export function below(place: Place, name: string, pointer: string): Place {
  const extend = (origin: Origin): Origin => ({ ...origin, pointer: origin.pointer + pointer });
  return { ...place, name, before: extend(place.before), after: extend(place.after) };
}

/** Collects changes. What is found in both directions is one change, breaking when it breaks either. */
export class Changes {
  readonly #found = new Map<string, Change>();

  add(place: Place, code: ChangeCode, severity: Severity, message: string, side: Side = 'after'): void {
    const key = `${code}\n${place.subject}\n${place.name}\n${message}`;
    if (this.#found.get(key)?.severity === 'breaking') return;
    this.#found.set(key, { code, severity, subject: place.subject, message, at: place[side], side });
  }

  /** Breaking ones first; otherwise in the order of the description. */
  list(): readonly Change[] {
    const all = [...this.#found.values()];
    return [
      ...all.filter(({ severity }) => severity === 'breaking'),
      ...all.filter(({ severity }) => severity === 'compatible'),
    ];
  }
}

export function quoted(value: unknown): string {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? 'nothing');
  return `"${text.length > 60 ? `${text.slice(0, 59)}…` : text}"`;
}
