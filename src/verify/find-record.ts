import { leavesOf } from './json-differences.ts';

/** With more records than this the search would cost more than it tells. */
const searchLimit = 300;

/**
 * Finds the source record that a body most probably was made from: the one with most text of its own in the body, where
 * only values count that no other record has. `undefined` when two fit equally well.
 */
export function createRecordFinder(records: readonly unknown[]): (body: unknown) => unknown {
  if (records.length > searchLimit) return () => undefined;
  const texts = records.map((record) => new Set(leafTexts(record)));
  const owners = new Map<string, number>();
  for (const text of texts.flatMap((own) => [...own])) owners.set(text, (owners.get(text) ?? 0) + 1);
  const known = texts.map((own) => [...own].filter((text) => owners.get(text) === 1));
  return (body) => {
    const held = leafTexts(body);
    const scores = known.map((own) =>
      own.reduce((sum, text) => (held.some((one) => one.includes(text)) ? sum + text.length : sum), 0),
    );
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
