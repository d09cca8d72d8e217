import { isExactNumber } from '../text/exact-number.ts';
import { parseJson } from '../text/json-codec.ts';
import type { RunContext } from './context.ts';
import type { Touches } from './define-shape.ts';
import { TransformError, type ScriptUse, type TransformFunction } from './define-transform.ts';
import { TerminalError } from './errors.ts';
import { callScriptForEach, loadScript, type ReadyScript, type ScriptOutcome } from './script-call.ts';
import { touchesOfScript } from './script-touches.ts';
import type { ScriptSurroundings } from './script.ts';

/** Stands for a value that a script has still to give. */
export const pendingValue = Symbol('pending value');

interface Use {
  readonly of: ScriptUse;
  script?: ReadyScript;
  /** What the script has given, in the order in which it was asked. */
  given: (ScriptOutcome | TerminalError)[];
  /** How many of those have been handed out in this pass. */
  taken: number;
  /** Values that wait for the script. */
  waiting: unknown[];
}

/**
 * Lets mappings, which work at once, use scripts, which do not: a mapping runs, and what it wants of a script is gathered;
 * the script gets all of it in one call; then the mapping runs again with what the script gave, until nothing is missing.
 */
export class ScriptValues {
  readonly #context: RunContext;
  readonly #step: string;
  readonly #uses: Use[] = [];

  constructor(context: RunContext, step: string) {
    this.#context = context;
    this.#step = step;
  }

  get isUsed(): boolean {
    return this.#uses.length > 0;
  }

  /** One use of a script, as a function that gives `pendingValue` where the script has still to be asked. */
  use(of: ScriptUse): TransformFunction {
    const use: Use = { of, given: [], taken: 0, waiting: [] };
    this.#uses.push(use);
    return (input) => {
      const outcome = use.given[use.taken];
      if (outcome === undefined) {
        use.waiting.push(input);
        return pendingValue;
      }
      use.taken++;
      if (outcome instanceof TerminalError) throw new TransformError(clauseOf(outcome.message));
      return this.#valueOf(outcome, input, use);
    };
  }

  /** What the scripts touch: of a field script only its value is taken, so that it writes nothing. */
  get touches(): Touches {
    const all = this.#uses.flatMap(({ of }) => touchesOfScript(of.script, this.#context).reads ?? []);
    return { reads: all };
  }

  /** Loads the scripts. Errors: those of `loadScript`. */
  async load(): Promise<void> {
    for (const use of this.#uses) use.script = await loadScript(use.of.script, this.#context, this.#step);
  }

  /** Runs the work until scripts owe it nothing. It has to ask them the same in the same order each time. */
  async complete<Result>(work: () => Result, surroundings: ScriptSurroundings): Promise<Result> {
    for (const use of this.#uses) use.given = [];
    for (;;) {
      for (const use of this.#uses) {
        use.taken = 0;
        use.waiting = [];
      }
      const result = work();
      const asked = this.#uses.filter(({ waiting }) => waiting.length > 0);
      if (asked.length === 0) return result;
      for (const use of asked) use.given.push(...(await this.#ask(use, surroundings)));
    }
  }

  #ask(
    { script, waiting }: Use,
    surroundings: ScriptSurroundings,
  ): Promise<readonly (ScriptOutcome | TerminalError)[]> {
    if (script === undefined) throw new Error(`The scripts of step "${this.#step}" have not been loaded`);
    return callScriptForEach(script, waiting.map(textOfValue), surroundings, this.#context, this.#step);
  }

  #valueOf({ payload, wasEncoded }: ScriptOutcome, input: unknown, { of }: Use): unknown {
    if (payload === undefined) {
      this.#context.warn(
        `Script "${of.script.name}" returned no payload for a value, which stays as it was.`,
        this.#step,
      );
      return input;
    }
    if (payload === null) return null;
    if (!wasEncoded && of.output !== 'json') return payload;
    try {
      return parseJson(payload);
    } catch {
      throw new TransformError(`script "${of.script.name}" returned text that is no JSON`);
    }
  }
}

/** Text as it is, everything else as JSON. */
function textOfValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  return isExactNumber(value) ? String(value) : JSON.stringify(value);
}

/** A sentence as part of another one. */
function clauseOf(sentence: string): string {
  return sentence.replace(/^S(?=cript )/u, 's').replace(/\.$/u, '');
}
