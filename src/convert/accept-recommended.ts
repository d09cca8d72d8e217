import type { Decision } from '../legacy/decisions.ts';
import { compileIdPattern, type Question } from './decisions.ts';

/** Answers of the open questions that fit one of the patterns and have a recommendation. */
export function acceptRecommended(open: readonly Question[], patterns: readonly string[]): readonly Decision[] {
  const tests = patterns.map(compileIdPattern);
  return open.flatMap(({ id, recommended }) =>
    recommended !== undefined && tests.some((fits) => fits(id))
      ? [{ id, answer: recommended, reason: 'The recommended answer was accepted.' }]
      : [],
  );
}
