import { ExactNumber } from './exact-number.ts';
import { cutJson, type JsonCuts, type LongList } from './json-cuts.ts';
import { outlineOf, unusedMark } from './json-outline.ts';

/**
 * Reads JSON. Numbers that JavaScript would not write back as they stand become ExactNumber. Long lists are read part by
 * part, which is faster than JSON.parse on the whole text and needs less memory. Errors: SyntaxError.
 */
export function parseJson(text: string): unknown {
  const bytes = Buffer.from(text);
  const cuts = cutJson(bytes);
  // Half characters, which JSON allows, do not survive as bytes.
  return cuts.lists.length > 0 && text.isWellFormed() ? parseParts(bytes, cuts) : parseText(text, cuts.isTwisted);
}

/** The same for bytes in UTF-8. Errors: SyntaxError; the one of Buffer for a text of more than 512 MB that has no long list. */
export function parseJsonBytes(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const cuts = cutJson(buffer);
  return cuts.lists.length > 0 ? parseParts(buffer, cuts) : parseText(buffer.toString('utf8'), cuts.isTwisted);
}

function parseText(text: string, isTwisted: boolean): unknown {
  return isTwisted ? parseWithCare(text) : (JSON.parse(text) as unknown);
}

function parseParts(bytes: Buffer, cuts: JsonCuts): unknown {
  try {
    return joinParts(bytes, cuts);
  } catch (error) {
    // The place that an error names is one of the whole text.
    if (error instanceof SyntaxError) return parseText(bytes.toString('utf8'), true);
    throw error;
  }
}

/** Reads the text with a mark in place of the elements of each long list, and then puts these where the marks are. */
function joinParts(bytes: Buffer, { lists, isTwisted }: JsonCuts): unknown {
  const mark = unusedMark(outlineOf(bytes, lists, () => ''));
  const elements = new Map<string, unknown[]>();
  const marked = outlineOf(bytes, lists, (index, list) => {
    elements.set(`${mark}${index}`, elementsOf(bytes, list));
    return `"${mark}${index}"`;
  });
  return withElements(parseText(marked, isTwisted), elements);
}

function elementsOf(bytes: Buffer, { parts }: LongList): unknown[] {
  const all: unknown[] = [];
  for (const { start, end, isTwisted } of parts) {
    const some = parseText(`[${bytes.toString('utf8', start, end)}]`, isTwisted);
    if (!Array.isArray(some) || some.length === 0) throw new SyntaxError('An element of a list is missing.');
    for (const one of some) all.push(one);
  }
  return all;
}

/** A mark stands alone in a list that no other list is around. One under a key that is given twice may be gone. */
function withElements(value: unknown, elements: ReadonlyMap<string, unknown[]>): unknown {
  if (value === null || typeof value !== 'object') return value;
  if (Array.isArray(value)) return value.length === 1 ? (elements.get(value[0] as string) ?? value) : value;
  const members = value as Record<string, unknown>; // fresh from JSON.parse
  for (const [key, before] of Object.entries(members)) setMember(members, key, before, withElements(before, elements));
  return value;
}

/** Twisted numbers travel through JSON.parse as strings behind a mark that occurs nowhere else. */
function parseWithCare(text: string): unknown {
  const mark = unusedMark(text);
  const parts: string[] = [];
  let done = 0;
  // Strings are matched only to be passed over.
  for (const { 0: found, index } of text.matchAll(/"(?:[^"\\]|\\[^])*"|-?\d[\d.eE+-]*/gu)) {
    if (found.startsWith('"') || !cutJson(Buffer.from(found)).isTwisted) continue;
    // What is no number stays, so that JSON.parse refuses it.
    if (!/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(found)) continue;
    parts.push(text.slice(done, index), '"', mark, found, '"');
    done = index + found.length;
  }
  parts.push(text.slice(done));
  return restore(JSON.parse(parts.join('')) as unknown, mark);
}

function restore(value: unknown, mark: string): unknown {
  if (typeof value === 'string') return value.startsWith(mark) ? new ExactNumber(value.slice(mark.length)) : value;
  if (Array.isArray(value)) {
    for (let index = 0; index < value.length; index++) value[index] = restore(value[index], mark);
  } else if (value !== null && typeof value === 'object') {
    const members = value as Record<string, unknown>; // fresh from JSON.parse
    for (const key of Object.keys(members)) {
      const before = members[key];
      setMember(members, key, before, restore(before, mark));
    }
  }
  return value;
}

/** Not by assignment: a member may be called __proto__. */
function setMember(members: Record<string, unknown>, key: string, before: unknown, after: unknown): void {
  if (after === before) return;
  Object.defineProperty(members, key, { value: after, writable: true, enumerable: true, configurable: true });
}
