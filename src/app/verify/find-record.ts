import { leavesOf } from './json-differences.ts';

/** With more records than this the search would cost more than it tells. */
const searchLimit = 300;

/**
 * Finds the source record that a body most probably was made from: the one with most values of its own in the body;
 * `undefined` when two fit equally well.
 */
export function createRecordFinder(records: readonly unknown[]): (body: unknown) => unknown {
  if (records.length > searchLimit) return () => undefined;
  const known = records.map(leafTexts);
  return (body) => {
    const texts = leafTexts(body);
    const scores = known.map((own) => own.filter((text) => texts.some((one) => one.includes(text))).length);
    const best = Math.max(0, ...scores);
    const first = scores.indexOf(best);
    return best > 0 && scores.lastIndexOf(best) === first ? records[first] : undefined;
  };
}

function leafTexts(value: unknown): readonly string[] {
  return leavesOf(value)
    .map((leaf) => leaf.slice(leaf.indexOf(' ') + 1).replaceAll(/^"|"$/gu, ''))
    .filter((text) => text !== '' && text !== 'null' && text !== '{}' && text !== '[]');
}
