import { TerminalError } from '../../contract/errors.ts';
import type { Payload } from '../../contract/payload.ts';
import type { StepInput } from '../../contract/step.ts';
import { recordKeyOf } from '../../text/record-key.ts';
import type { Sorted } from './sort-records.ts';

/** Keys of records that the warning names. */
const namedKeys = 5;

/** Counts the records that no leg takes, so that none of them goes missing unsaid. */
export class Unmatched {
  readonly #input: StepInput<unknown>;
  readonly #keys: string[] = [];
  #records = 0;
  #payloads = 0;
  #list = '';

  constructor(input: StepInput<unknown>) {
    this.#input = input;
  }

  /** Errors: TerminalError `run/no-leg`, where the profile wants it. */
  note({ origin }: Payload, { unmatched, missingList }: Sorted): void {
    if (unmatched.length === 0 && missingList === undefined) return;
    const { context, step } = this.#input;
    const keys = unmatched.map((record) => recordKeyOf(record) ?? (unmatched.length === 1 ? origin?.key : undefined));
    if (context.assume('route.unmatched') === 'fail') {
      const what =
        missingList === undefined ? recordsText(unmatched.length, known(keys)) : `a payload without "${missingList}"`;
      throw new TerminalError({
        code: 'run/no-leg',
        message: `Step "${step.name}" has no leg for ${what}.`,
        help: 'Add a leg without conditions at the end, or set "route.unmatched: discard" in the profile.',
        step: step.name,
      });
    }
    this.#records += unmatched.length;
    this.#keys.push(...known(keys).slice(0, namedKeys - this.#keys.length));
    if (missingList !== undefined) {
      this.#payloads++;
      this.#list = missingList;
    }
  }

  report(): void {
    const { context, step } = this.#input;
    if (this.#records > 0)
      context.warn(
        `Step "${step.name}" has no leg for ${recordsText(this.#records, this.#keys)}; ${this.#records === 1 ? 'it goes' : 'they go'} no further.`,
        step.name,
      );
    if (this.#payloads > 0)
      context.warn(
        `Step "${step.name}" found no "${this.#list}" in ${this.#payloads === 1 ? 'one payload' : `${this.#payloads} payloads`}, so that no leg took anything of it.`,
        step.name,
      );
  }
}

function known(keys: readonly (string | undefined)[]): readonly string[] {
  return keys.filter((key) => key !== undefined);
}

function recordsText(count: number, keys: readonly string[]): string {
  const more = count > keys.length ? ', …' : '';
  const names = keys.length === 0 ? '' : ` (${keys.slice(0, namedKeys).join(', ')}${more})`;
  return `${count === 1 ? 'one record' : `${count} records`}${names}`;
}
