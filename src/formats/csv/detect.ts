/** In the order in which they are taken where they are equally frequent. */
const delimiters = [',', ';', '\t', '|'] as const;

/** The one that stands most often in the first line, outside quotes. */
export function detectDelimiter(bytes: Uint8Array, quote: string | null): string {
  const counts = new Map<number, number>(delimiters.map((one) => [one.charCodeAt(0), 0]));
  for (const code of firstLine(bytes, quote)) {
    const count = counts.get(code);
    if (count !== undefined) counts.set(code, count + 1);
  }
  const most = Math.max(...counts.values());
  return delimiters.find((one) => counts.get(one.charCodeAt(0)) === most) ?? ',';
}

/** The line end of the first line; `undefined` where there is only one. */
export function detectLineEnd(bytes: Uint8Array, quote: string | null): string | undefined {
  let length = 0;
  for (const _ of firstLine(bytes, quote, (end) => (length = end)));
  if (bytes[length] === 13) return bytes[length + 1] === 10 ? '\r\n' : '\r';
  return bytes[length] === 10 ? '\n' : undefined;
}

/** Bytes of the first line that has any, without what is in quotes. */
function* firstLine(bytes: Uint8Array, quote: string | null, onEnd?: (end: number) => void): Generator<number> {
  const mark = quote?.charCodeAt(0);
  let isQuoted = false;
  let isEmpty = true;
  let index = 0;
  for (; index < bytes.length; index++) {
    const code = bytes[index] ?? 0;
    if (code === mark) isQuoted = !isQuoted;
    else if (!isQuoted && (code === 10 || code === 13)) {
      if (!isEmpty) break;
      continue;
    } else if (!isQuoted) yield code;
    isEmpty = false;
  }
  onEnd?.(index);
}
