/** A value that prints as `***` wherever it is shown: logs, JSON, template literals, inspection. */
export class Secret {
  readonly #value: string;

  constructor(value: string) {
    this.#value = value;
  }

  reveal(): string {
    return this.#value;
  }

  toString(): string {
    return '***';
  }

  toJSON(): string {
    return '***';
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '***';
  }
}

export function reveal(value: string | Secret): string {
  return typeof value === 'string' ? value : value.reveal();
}
