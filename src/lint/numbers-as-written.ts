import { isObject } from '../text/json.ts';
import type { Source } from '../text/source.ts';

interface FoundNumber {
  readonly pointer: string;
  readonly value: number;
  readonly replace: (written: string) => void;
}

/**
 * Gives the filter rows of a bundle their numbers as they are written, where that is another text: a status 007 or 1.10, typed
 * without quotes, is compared as text, and an id of 17 digits is not what a computer makes of it. Changes the value that was
 * just read.
 */
export async function keepNumbersAsWritten(source: Source): Promise<void> {
  const found = [...numbersIn(source.value)];
  // The way to a place in the text is that of a finding.
  const places = await source.locate(
    found.map(({ pointer }) => ({ code: 'lint/wrong-value', message: '', pointer }) as const),
  );
  for (const [index, { value, replace }] of found.entries()) {
    const { at } = places[index] ?? {};
    const written = at === undefined ? '' : source.text.slice(at.start, at.end).trim();
    if (/^-?\d+(?:\.\d+)?$/u.test(written) && written !== String(value)) replace(written);
  }
}

/** Numbers that filter rows compare with. The document may be any. */
function* numbersIn(document: unknown): Generator<FoundNumber> {
  for (const [service, { filters }] of objectsIn(isObject(document) ? document['services'] : undefined)) {
    for (const [row, filter] of objectsIn(filters)) {
      const pointer = `/services/${service}/filters/${row}/value`;
      const { value } = filter;
      if (typeof value === 'number') yield { pointer, value, replace: (written) => (filter['value'] = written) };
      if (!Array.isArray(value)) continue;
      const list = value as unknown[];
      for (const [index, element] of list.entries())
        if (typeof element === 'number')
          yield { pointer: `${pointer}/${index}`, value: element, replace: (written) => (list[index] = written) };
    }
  }
}

function* objectsIn(list: unknown): Generator<readonly [number, Record<string, unknown>]> {
  if (!Array.isArray(list)) return;
  for (const [index, member] of (list as readonly unknown[]).entries()) if (isObject(member)) yield [index, member];
}
