import type { TextRange } from './places.ts';

/** Where a part of a text value stands in the file: `part` counts UTF-16 units of the value, `raw` is how the file writes it. */
export function rangeInside(raw: string, part: TextRange): TextRange | undefined {
  const ends = unitEnds(raw);
  if (ends === undefined) return undefined;
  const start = ends[part.start];
  const end = ends[part.end];
  return start === undefined || end === undefined || end <= start ? undefined : { start, end };
}

/** For each unit of the value where it begins in the raw text, and the end behind them; `undefined` for folded text. */
function unitEnds(raw: string): readonly number[] | undefined {
  if (raw.startsWith('"')) return escaped(raw, /\\(?:u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|U[\dA-Fa-f]{8}|[^])|[^]/gy);
  if (raw.includes('\n') || raw.startsWith('|') || raw.startsWith('>')) return undefined;
  if (raw.startsWith("'")) return escaped(raw, /''|[^]/gy);
  return Array.from({ length: raw.length + 1 }, (_, index) => index);
}

function escaped(raw: string, unit: RegExp): readonly number[] | undefined {
  const places: number[] = [];
  let at = 1;
  const end = raw.length - 1;
  while (at < end) {
    unit.lastIndex = at;
    const [found = ''] = unit.exec(raw) ?? [];
    if (found === '' || found === '\n') return undefined;
    places.push(at);
    // A character beyond the first plane is two units of the value.
    if (found.length === 10 && found.startsWith(String.raw`\U`) && !found.startsWith(String.raw`\U0000`))
      places.push(at);
    at += found.length;
  }
  places.push(end);
  return places;
}
