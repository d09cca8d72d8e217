import type { Failure } from '../contract/events.ts';
import type { Origin } from '../contract/payload.ts';

/** Failures that differ in nothing but the record they met. */
export interface FailureGroup {
  /** The first of them. */
  readonly example: Failure;
  readonly count: number;
  /** Where the first few of them come from. */
  readonly origins: readonly Origin[];
  /** What is not the same to the letter in all of them. */
  readonly varies: { readonly message: boolean; readonly request: boolean; readonly answer: boolean };
}

/** Records that a group names. */
const namedRecords = 5;

/**
 * Groups failures by code, step, status, message and answer, whatever numbers and ids these hold; the largest first. Where
 * that makes more than `most` groups, the words of answers do not count.
 */
export function groupFailures(failures: readonly Failure[], most: number): readonly FailureGroup[] {
  const fine = Map.groupBy(failures, (one) => gistOf(one, one.answer));
  const groups = fine.size <= most ? fine : Map.groupBy(failures, (one) => gistOf(one, undefined));
  return Array.from(groups.values(), groupOf).toSorted((a, b) => b.count - a.count);
}

function groupOf(failures: readonly Failure[]): FailureGroup {
  const example = failures[0] as Failure; // a group has at least one
  const varies = (of: (one: Failure) => string | undefined): boolean => failures.some((one) => of(one) !== of(example));
  return {
    example,
    count: failures.length,
    origins: failures.slice(0, namedRecords).flatMap(({ origin }) => (origin === undefined ? [] : [origin])),
    varies: {
      message: varies(({ message }) => message),
      request: varies(({ request }) => request?.url),
      answer: varies(({ answer }) => answer),
    },
  };
}

function gistOf({ code, step, status, message, origin }: Failure, answer: string | undefined): string {
  return JSON.stringify([code, step, status, withoutIds(message, origin?.key), withoutIds(answer ?? '', origin?.key)]);
}

/** Words with a digit are numbers, ids, dates; the key of the record may be any text. */
function withoutIds(text: string, key: string | undefined): string {
  const unnamed = key === undefined || key.length < 2 ? text : text.replaceAll(key, '#');
  return unnamed.replaceAll(/[\p{L}\p{N}_-]*\p{N}[\p{L}\p{N}_-]*/gu, '#').replaceAll(/#(?:[.,:+]#)+/gu, '#');
}
