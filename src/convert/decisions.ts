import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Decision, DecisionsFile } from '../legacy/decisions.ts';
import { didYouMean } from '../text/did-you-mean.ts';

/** A question that conversion must not answer alone. */
export interface Question {
  /** Stable: service id, kind of decision, place. */
  readonly id: string;
  /** Name of the rule that asks. */
  readonly rule: string;
  readonly question: string;
  /** Values that can be answered; none: any text. */
  readonly options: readonly { readonly value: string; readonly effect: string }[];
  readonly recommended?: string;
  /** JSON pointers of the bundle that the question is about. */
  readonly about: readonly string[];
  /** Diagnostic that an open question raises at the first of those places. */
  readonly code?: DiagnosticCode;
}

export interface Answered {
  /** The answer; while nobody has answered the recommendation, if there is one. */
  readonly value: string | undefined;
  readonly open: boolean;
}

/** Answers questions from a decisions file and collects them for the next one. */
export class Decisions {
  readonly #given: ReadonlyMap<string, Decision>;
  readonly #file: DecisionsFile | undefined;
  readonly #asked = new Map<string, { readonly question: Question; readonly decision: Decision }>();
  readonly #listeners = new Set<Set<string>>();

  constructor(file: DecisionsFile | undefined) {
    this.#file = file;
    this.#given = new Map((file?.decisions ?? []).map((decision) => [decision.id, decision]));
  }

  ask(question: Question): Answered {
    const { id, options, recommended } = question;
    for (const listener of this.#listeners) listener.add(id);
    const given = this.#given.get(id);
    const answer = given?.answer ?? undefined;
    const valid = answer !== undefined && isAnswer(answer, question);
    const decision: Decision = {
      id,
      question: question.question,
      options: [...options],
      ...(recommended === undefined ? {} : { recommended }),
      answer: valid ? answer : null,
      ...(given?.reason === undefined ? {} : { reason: given.reason }),
    };
    if (!this.#asked.has(id)) this.#asked.set(id, { question, decision });
    return { value: valid ? answer : recommended, open: !valid };
  }

  /** Calls `make` with the ids of the questions that are asked meanwhile; the set grows as they are. */
  during<T>(make: (asked: ReadonlySet<string>) => T): T {
    const asked = new Set<string>();
    this.#listeners.add(asked);
    try {
      return make(asked);
    } finally {
      this.#listeners.delete(asked);
    }
  }

  /** Ids without an answer. */
  open(): readonly string[] {
    return this.openQuestions().map(({ id }) => id);
  }

  openQuestions(): readonly Question[] {
    return [...this.#asked.values()].filter(({ decision }) => decision.answer === null).map(({ question }) => question);
  }

  /** Ids in the file that no question asked for. */
  stale(): readonly string[] {
    return [...this.#given.keys()].filter((id) => !this.#asked.has(id));
  }

  /** What is wrong with the given answers; pointers lead into the decisions file. */
  *problems(): Generator<Finding> {
    for (const [index, { id, answer }] of (this.#file?.decisions ?? []).entries()) {
      const question = this.#asked.get(id)?.question;
      if (question === undefined) yield stale(id, [...this.#asked.keys()], `/decisions/${index}/id`);
      else if (answer !== undefined && answer !== null && !isAnswer(answer, question))
        yield invalid(question, answer, `/decisions/${index}/answer`);
    }
  }

  /** All decisions, answered or not; stale answers stay at the end, because somebody wrote them. */
  file(): DecisionsFile {
    const asked = [...this.#asked.values()].map(({ decision }) => decision);
    const stale = [...this.#given.values()].filter(({ id }) => !this.#asked.has(id));
    return { format: 'repatch-decisions', formatVersion: 1, decisions: [...asked, ...stale] };
  }
}

function isAnswer(answer: string, { options }: Question): boolean {
  return options.length === 0 ? answer !== '' : options.some(({ value }) => value === answer);
}

function stale(id: string, asked: readonly string[], pointer: string): Finding {
  const nearest = didYouMean(id, asked);
  return {
    code: 'convert/stale-answer',
    message: `No question "${id}" is asked any more.`,
    help: nearest === undefined ? 'Remove the entry when it is not needed.' : `Did you mean "${nearest}"?`,
    pointer,
  };
}

function invalid({ id, options }: Question, answer: string, pointer: string): Finding {
  const values = options.map(({ value }) => value);
  const nearest = didYouMean(answer, values);
  return {
    code: 'convert/invalid-answer',
    message: `"${answer}" does not answer "${id}".`,
    help: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Options: ${values.join(', ')}.`,
    pointer,
  };
}
