/** Requests that are under way for pages which nobody has asked for yet, in the order of the pages. */
export class RequestsAhead<Request, Answer> {
  readonly #send: (request: Request, number: number, signal: AbortSignal) => Promise<Answer>;
  readonly #keyOf: (request: Request) => string;
  #coming: Coming<Answer>[] = [];
  /** Those that were called off and have not settled. */
  readonly #leaving = new Set<Promise<unknown>>();

  constructor(
    send: (request: Request, number: number, signal: AbortSignal) => Promise<Answer>,
    keyOf: (request: Request) => string,
  ) {
    this.#send = send;
    this.#keyOf = keyOf;
  }

  get count(): number {
    return this.#coming.length;
  }

  /** Whether the next page that is under way, if any is, is the one that this asks for. Otherwise all are called off. */
  fits(request: Request): boolean {
    const [first] = this.#coming;
    if (first === undefined || first.key === this.#keyOf(request)) return true;
    this.#callOff();
    return false;
  }

  add(request: Request, number: number): void {
    const controller = new AbortController();
    const answer = this.#send(request, number, controller.signal);
    // It matters only when its page is needed.
    answer.catch(() => undefined);
    this.#coming.push({ key: this.#keyOf(request), answer, controller });
  }

  /** The answer to a request, which is sent now if it is not under way. */
  async take(request: Request, number: number): Promise<Answer> {
    this.fits(request);
    if (this.#coming.length === 0) this.add(request, number);
    const first = this.#coming[0];
    if (first === undefined) throw new Error('No request is under way');
    try {
      return await first.answer;
    } finally {
      this.#coming.shift();
    }
  }

  /** Calls everything off and waits until it has settled. */
  async stop(): Promise<void> {
    this.#callOff();
    await Promise.allSettled(this.#leaving);
  }

  #callOff(): void {
    for (const { answer, controller } of this.#coming) {
      controller.abort();
      this.#leaving.add(answer);
      void answer.catch(() => undefined).finally(() => this.#leaving.delete(answer));
    }
    this.#coming = [];
  }
}

interface Coming<Answer> {
  readonly key: string;
  readonly answer: Promise<Answer>;
  readonly controller: AbortController;
}
