import { isObject } from '../text/json.ts';

export interface Pushed {
  readonly method: string;
  readonly path: string;
  /** Parsed JSON, or text. */
  readonly body: unknown;
  /** True when the URL names one item, so that a later request replaces it. */
  readonly isItem: boolean;
  readonly idempotencyKey: string | undefined;
}

export interface Stored {
  readonly status: number;
  readonly body: unknown;
}

/** What a third party keeps of what is sent to it. */
export class Sink {
  readonly #resources = new Map<string, unknown[]>();
  readonly #answers = new Map<string, Stored>();
  #count = 0;

  /** Stores a body and answers; a repeated idempotency key gets the first answer again and stores nothing. */
  store(pushed: Pushed): Stored {
    const { idempotencyKey } = pushed;
    const before = idempotencyKey === undefined ? undefined : this.#answers.get(idempotencyKey);
    if (before !== undefined) return before;
    this.#write(pushed);
    const answer = { status: 201, body: { id: String(++this.#count), accepted: true } };
    if (idempotencyKey !== undefined) this.#answers.set(idempotencyKey, answer);
    return answer;
  }

  /** What is stored, by resource path, in the order of arrival. */
  state(): ReadonlyMap<string, readonly unknown[]> {
    return this.#resources;
  }

  #write({ method, path, body, isItem }: Pushed): void {
    const stored = this.#resources.get(path) ?? [];
    if (method === 'DELETE') this.#resources.delete(path);
    else if (!isItem) this.#resources.set(path, [...stored, body]);
    else if (method === 'PATCH' && isObject(body)) this.#resources.set(path, [Object.assign({}, stored[0], body)]);
    else this.#resources.set(path, [body]);
  }
}
