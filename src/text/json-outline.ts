import type { LongList } from './json-cuts.ts';

/** The text with something else in place of the elements of each long list. */
export function outlineOf(
  bytes: Buffer,
  lists: readonly LongList[],
  standIn: (index: number, list: LongList) => string,
): string {
  let text = '';
  let done = 0;
  for (const [index, list] of lists.entries()) {
    text += bytes.toString('utf8', done, list.open + 1) + standIn(index, list);
    done = list.close;
  }
  return text + bytes.toString('utf8', done);
}

/**
 * A text that no string of a JSON text begins with: characters of private use. Escapes that stand for them count as
 * well.
 */
export function unusedMark(json: string): string {
  const written = json.replaceAll(/\\u([eE]0[0-9a-fA-F]{2})/gu, (_, hex: string) =>
    String.fromCharCode(parseInt(hex, 16)),
  );
  let mark = '\uE000';
  while (written.includes(mark)) mark += '\uE000';
  return `${mark}\uE001`;
}
