/** How strictly data are held to the schema: not at all, with a report, or with an error. */
export type Validation = 'off' | 'warn' | 'strict';

/** One place where data and schema differ. */
export interface Issue {
  /** Path of properties, for example `record.addressbook[2].label`. */
  readonly path: string;
  readonly problem: 'missing' | 'unexpected' | 'type' | 'occurrence' | 'facet' | 'choice';
  readonly message: string;
}

/** Data do not fit the schema, and `strict` was asked for or the data cannot be written at all. */
export class SoapDataError extends Error {
  override readonly name = 'SoapDataError';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    const [first] = issues;
    const more = issues.length > 1 ? ` (and ${issues.length - 1} more)` : '';
    super(first === undefined ? 'Data do not fit the schema.' : `${first.path || '(root)'}: ${first.message}${more}`);
    this.issues = issues;
  }
}

/** Collects issues and knows where in the data it is. */
export class Reporter {
  readonly issues: Issue[] = [];
  readonly validation: Validation;
  readonly #path: (string | number)[] = [];

  constructor(validation: Validation) {
    this.validation = validation;
  }

  inside<Result>(step: string | number, work: () => Result): Result {
    this.#path.push(step);
    try {
      return work();
    } finally {
      this.#path.pop();
    }
  }

  report(problem: Issue['problem'], message: string): void {
    // A hostile answer must not become a list without end.
    if (this.issues.length < 100) this.issues.push({ path: this.path(), problem, message });
  }

  /** What cannot be written or read at all, whatever was asked for. */
  fail(problem: Issue['problem'], message: string): never {
    throw new SoapDataError([...this.issues, { path: this.path(), problem, message }].toReversed());
  }

  path(): string {
    return this.#path.reduce<string>(
      (path, step) => (typeof step === 'number' ? `${path}[${step}]` : path === '' ? step : `${path}.${step}`),
      '',
    );
  }

  /** Throws under `strict`, hands to the listener under `warn`. */
  finish(onWarning?: (issues: readonly Issue[]) => void): void {
    if (this.issues.length === 0 || this.validation === 'off') return;
    if (this.validation === 'strict') throw new SoapDataError(this.issues);
    onWarning?.(this.issues);
  }
}
