import type { Failure } from '../contract/events.ts';
import type { Origin } from '../contract/payload.ts';

/** Failures that differ in nothing but the record they met. */
export interface FailureGroup {
  /** The first of them. */
  readonly example: Failure;
  readonly count: number;
  /** Where the first few of them come from. */
  readonly origins: readonly Origin[];
  /** True when message and answer are the same to the letter. */
  readonly isUniform: boolean;
}

/** Records that a group names. */
const namedRecords = 5;

/** Groups failures by code, step, status, message and answer, whatever numbers and ids these hold; the largest first. */
export function groupFailures(failures: readonly Failure[]): readonly FailureGroup[] {
  const groups = Map.groupBy(failures, gistOf);
  return Array.from(groups.values(), groupOf).toSorted((a, b) => b.count - a.count);
}

function groupOf(failures: readonly Failure[]): FailureGroup {
  const example = failures[0] as Failure; // a group has at least one
  return {
    example,
    count: failures.length,
    origins: failures.slice(0, namedRecords).flatMap(({ origin }) => (origin === undefined ? [] : [origin])),
    isUniform: failures.every(({ message, answer }) => message === example.message && answer === example.answer),
  };
}

function gistOf({ code, step, status, message, answer, origin }: Failure): string {
  return JSON.stringify([code, step, status, withoutIds(message, origin?.key), withoutIds(answer ?? '', origin?.key)]);
}

/** Words with a digit are numbers, ids, dates; the key of the record may be any text. */
function withoutIds(text: string, key: string | undefined): string {
  const unnamed = key === undefined || key.length < 2 ? text : text.replaceAll(key, '#');
  return unnamed.replaceAll(/[\p{L}\p{N}_-]*\p{N}[\p{L}\p{N}_-]*/gu, '#').replaceAll(/#(?:[.,:+]#)+/gu, '#');
}
