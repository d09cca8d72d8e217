import type { DiagnosticCode } from '../diagnostics/table.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import type { Decision, DecisionsFile } from '../legacy/decisions.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { chosenOption, meantOption } from './open-option.ts';

/** A question that conversion must not answer alone. */
export interface Question {
  /** Stable: service id, kind of decision, place. */
  readonly id: string;
  /** Name of the rule that asks. */
  readonly rule: string;
  readonly question: string;
  /** Values that can be answered; one that ends with a blank such as `<path>` is filled in. None: any text. */
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

/** A question, and what was answered. */
export interface AskedQuestion extends Answered {
  readonly question: Question;
}

interface Asked extends AskedQuestion {
  readonly reason: string | undefined;
  /** True where the answer stands under the question's own id and not under a pattern. */
  readonly isOwn: boolean;
}

/**
 * Answers questions from a decisions file and collects them for the next one. An id with a `*`, which stands for any text, answers
 * all questions that it fits; an answer under the question's own id goes first, then the last pattern that fits and offers one of
 * its options.
 */
export class Decisions {
  readonly #given: ReadonlyMap<string, Decision>;
  readonly #patterns: readonly Pattern[];
  readonly #file: DecisionsFile | undefined;
  readonly #asked = new Map<string, Asked>();
  readonly #withSingleAnswer = new Set<string>();
  readonly #listeners = new Set<Set<string>>();

  constructor(file: DecisionsFile | undefined) {
    this.#file = file;
    const given = file?.decisions ?? [];
    this.#given = new Map(given.filter(({ id }) => !isPattern(id)).map((decision) => [decision.id, decision]));
    this.#patterns = given.filter(({ id }) => isPattern(id)).map(compilePattern);
  }

  ask(question: Question): Answered {
    const { id, recommended } = question;
    for (const listener of this.#listeners) listener.add(id);
    const own = this.#given.get(id);
    const isOwn = isAnswer(own?.answer, question);
    const pattern = isOwn
      ? undefined
      : this.#patterns.findLast((one) => one.fits(id) && isAnswer(one.decision.answer, question));
    for (const one of this.#patterns)
      if (one.fits(id)) one.met ||= one === pattern || isAnswer(one.decision.answer, question);
    const answer = (isOwn ? own : pattern?.decision)?.answer ?? undefined;
    const open = answer === undefined;
    const asked: Asked = { question, value: answer ?? recommended, open, isOwn, reason: own?.reason };
    if (!this.#asked.has(id)) this.#asked.set(id, asked);
    return { value: asked.value, open };
  }

  /** Notes that nothing has to be asked here, because there is one answer only; who has given it is not told off. */
  noteSingleAnswer(id: string): void {
    this.#withSingleAnswer.add(id);
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

  /** All questions so far. */
  questions(): readonly AskedQuestion[] {
    return [...this.#asked.values()];
  }

  openQuestions(): readonly Question[] {
    return [...this.#asked.values()].filter(({ open }) => open).map(({ question }) => question);
  }

  /** Ids in the file that no question asked for. */
  stale(): readonly string[] {
    const own = [...this.#given.keys()].filter((id) => !this.#asked.has(id) && !this.#withSingleAnswer.has(id));
    const idle = this.#patterns.filter(({ met, fits }) => !met && ![...this.#withSingleAnswer].some(fits));
    return [...own, ...idle.map(({ decision }) => decision.id)];
  }

  /** What is wrong with the given answers; pointers lead into the decisions file. */
  *problems(): Generator<Finding> {
    const unmet = new Set(this.stale());
    for (const [index, { id, answer }] of (this.#file?.decisions ?? []).entries()) {
      const question = this.#asked.get(id)?.question ?? (unmet.has(id) ? this.#firstThatFits(id) : undefined);
      if (question === undefined && unmet.has(id)) yield stale(id, [...this.#asked.keys()], `/decisions/${index}/id`);
      else if (question !== undefined && answer !== undefined && answer !== null && !isAnswer(answer, question))
        yield invalid(id, answer, question, `/decisions/${index}/answer`);
    }
  }

  #firstThatFits(pattern: string): Question | undefined {
    const one = this.#patterns.find(({ decision }) => decision.id === pattern);
    return [...this.#asked.values()].find(({ question }) => one?.fits(question.id) === true)?.question;
  }

  /** All decisions, answered or not; patterns and stale answers stay at the end, because somebody wrote them. */
  file(): DecisionsFile {
    const asked = [...this.#asked.values()].map(({ question, value, isOwn, reason }): Decision => {
      const { id, options, recommended } = question;
      return {
        id,
        question: question.question,
        options: [...options],
        ...(recommended === undefined ? {} : { recommended }),
        answer: isOwn ? (value ?? null) : null,
        ...(reason === undefined ? {} : { reason }),
      };
    });
    const others = (this.#file?.decisions ?? []).filter(({ id }) => !this.#asked.has(id));
    return { format: 'repatch-decisions', formatVersion: 1, decisions: [...asked, ...others] };
  }
}

interface Pattern {
  readonly decision: Decision;
  readonly fits: (id: string) => boolean;
  /** True once it has answered, or could have answered, a question. */
  met: boolean;
}

function isPattern(id: string): boolean {
  return id.includes('*');
}

function compilePattern(decision: Decision): Pattern {
  return { decision, fits: compileIdPattern(decision.id), met: false };
}

/** Reads a pattern of decision ids: `*` stands for any text. */
export function compileIdPattern(pattern: string): (id: string) => boolean {
  const parts = pattern.split('*').map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|/]/gu, String.raw`\$&`));
  const expression = new RegExp(`^${parts.join('.*')}$`, 'su');
  return (id) => expression.test(id);
}

function isAnswer(answer: string | null | undefined, { options }: Question): boolean {
  if (answer === undefined || answer === null) return false;
  return options.length === 0 ? answer !== '' : chosenOption(answer, options) !== undefined;
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

function invalid(id: string, answer: string, { options }: Question, pointer: string): Finding {
  const values = options.map(({ value }) => value);
  const open = meantOption(answer, options);
  if (open !== undefined)
    return {
      code: 'convert/invalid-answer',
      message: `"${answer}" does not answer "${id}".`,
      help: `Write ${open.form} behind "${open.prefix}".`,
      pointer,
    };
  const nearest = didYouMean(answer, values);
  return {
    code: 'convert/invalid-answer',
    message: `"${answer}" does not answer "${id}".`,
    help: `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Options: ${values.join(', ')}.`,
    pointer,
  };
}
