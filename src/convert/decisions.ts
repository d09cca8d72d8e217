import type { Decision, DecisionsFile } from '../legacy/decisions.ts';

/** A question that conversion must not answer alone. */
export interface Question {
  /** Stable: service id, kind of decision, place. */
  readonly id: string;
  readonly question: string;
  readonly options: NonNullable<Decision['options']>;
  readonly recommended: string;
}

export interface Answered {
  readonly value: string;
  /** True when nobody has answered: the recommendation stands in for the time being. */
  readonly open: boolean;
}

/** Answers questions from a decisions file and collects them for the next one. */
export class Decisions {
  readonly #given: ReadonlyMap<string, Decision>;
  readonly #asked = new Map<string, Decision>();

  constructor(file: DecisionsFile | undefined) {
    this.#given = new Map((file?.decisions ?? []).map((decision) => [decision.id, decision]));
  }

  ask({ id, question, options, recommended }: Question): Answered {
    const given = this.#given.get(id);
    const answer = given?.answer ?? undefined;
    const valid = answer !== undefined && (options.length === 0 || options.some(({ value }) => value === answer));
    const reason = given?.reason === undefined ? {} : { reason: given.reason };
    this.#asked.set(id, { id, question, options, recommended, answer: valid ? answer : null, ...reason });
    return { value: valid ? answer : recommended, open: !valid };
  }

  /** Ids without an answer. */
  open(): readonly string[] {
    return [...this.#asked.values()].filter(({ answer }) => answer === null).map(({ id }) => id);
  }

  /** Ids in the file that no question asked for. */
  stale(): readonly string[] {
    return [...this.#given.keys()].filter((id) => !this.#asked.has(id));
  }

  /** All decisions, answered or not; stale answers stay at the end, because somebody wrote them. */
  file(): DecisionsFile {
    const stale = [...this.#given.values()].filter(({ id }) => !this.#asked.has(id));
    return { format: 'repatch-decisions', formatVersion: 1, decisions: [...this.#asked.values(), ...stale] };
  }
}
