import { isObject } from '../../../text/json.ts';
import type { Node } from './node.ts';
import { follow, quote, type Reading } from './reading.ts';

/** A member of any kind; a reference that stands for the whole of it is followed. `undefined` when it is not there. */
export function section(reading: Reading, node: Node, key: string): Node | undefined {
  const child = node.child(key);
  return child?.reference === undefined ? child : follow(reading, child);
}

/** A member that should be an object. */
export function objectAt(reading: Reading, node: Node, key: string): Node | undefined {
  const child = section(reading, node, key);
  if (child === undefined || isObject(child.value)) return child;
  wrongType(reading, child, key, 'an object');
  return undefined;
}

/** The elements of a member that should be a list. */
export function listAt(reading: Reading, node: Node, key: string): readonly Node[] {
  const child = section(reading, node, key);
  if (child === undefined || Array.isArray(child.value)) return child?.items ?? [];
  wrongType(reading, child, key, 'a list');
  return [];
}

/** The members of an object by name. `__proto__` is left out: as a name of code it would change other objects. */
export function membersOf(reading: Reading, node: Node): readonly (readonly [string, Node])[] {
  if (!isObject(node.value)) return [];
  const members: (readonly [string, Node])[] = [];
  for (const [key, value] of Object.entries(node.value)) {
    if (key === '__proto__') forbidName(reading, node.below(key, value));
    else members.push([key, node.below(key, value)]);
  }
  return members;
}

export function forbidName(reading: Reading, node: Node): void {
  reading.findings.add('scaffold/forbidden-name', node, 'Name "__proto__" cannot be used; it is left out.', {
    on: 'key',
  });
}

/** A text; numbers and booleans are written out, and a text kept in another file is taken over. */
export function textAt(reading: Reading, node: Node, key: string): string | undefined {
  const child = node.child(key);
  if (child === undefined) return undefined;
  if (child.reference !== undefined) return referredText(reading, child, key);
  const { value } = child;
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') {
    reading.findings.add('scaffold/wrong-type', child, `"${key}" is ${quote(value)}, not a text; it is read as one.`);
    return String(value);
  }
  wrongType(reading, child, key, 'a text');
  return undefined;
}

function referredText(reading: Reading, child: Node, key: string): string | undefined {
  const target = follow(reading, child);
  if (target === undefined) return undefined;
  const isText = typeof target.value === 'string';
  const outcome = isText ? 'the text that it leads to is used' : `it leads to ${quote(target.value)} and is left out`;
  reading.findings.add('scaffold/misplaced-ref', child, `A reference stands where "${key}" is a text; ${outcome}.`);
  return typeof target.value === 'string' ? target.value : undefined;
}

/** True or false; the words for them are understood. */
export function flagAt(reading: Reading, node: Node, key: string): boolean | undefined {
  const child = node.child(key);
  if (child === undefined || typeof child.value === 'boolean') return child?.value as boolean | undefined; // just checked
  const word = typeof child.value === 'string' ? child.value.toLowerCase() : undefined;
  if (word === 'true' || word === 'false') {
    reading.findings.add(
      'scaffold/wrong-type',
      child,
      `"${key}" is the text ${quote(child.value)}; it is read as ${word}.`,
    );
    return word === 'true';
  }
  wrongType(reading, child, key, 'true or false');
  return undefined;
}

/** The texts in a member that should be a list of texts. */
export function textsAt(reading: Reading, node: Node, key: string): readonly string[] {
  const texts: string[] = [];
  for (const item of listAt(reading, node, key)) {
    if (typeof item.value === 'string') texts.push(item.value);
    else wrongType(reading, item, key, 'a list of texts');
  }
  return texts;
}

export function wrongType(reading: Reading, node: Node, key: string, expected: string): void {
  reading.findings.add(
    'scaffold/wrong-type',
    node,
    `"${key}" should be ${expected}, not ${quote(node.value)}; it is left out.`,
  );
}

/** `{ key: value }`, or nothing to spread when there is no value. */
export function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }); // a computed key widens to string
}
