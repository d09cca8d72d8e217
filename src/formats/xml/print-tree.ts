import type { Layout } from '../../contract/define-format.ts';
import { isExactNumber } from '../../text/exact-number.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { notExpressible } from '../bad-document.ts';
import { sourceOf, type ChildSource, type ElementSource, type Scope } from './element-source.ts';

const newDeclaration = '<?xml version="1.0" encoding="UTF-8"?>\n';
const noScope: Scope = new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]);

/**
 * A tree as text. What was read and has not been changed comes out as it stood, and where records were taken out of an
 * element, all the rest of it.
 */
export function printTree(value: unknown, layout: Layout | undefined): string {
  if (!isObject(value)) throw notExpressible('XML', `it is ${kindOf(value)}`, rootHelp);
  const own = sourceOf(value);
  if (own?.value === value) return own.text;
  const { name, root } = rootOf(value);
  const text = printElement(name, root, noScope);
  if (own !== undefined && own.children[0]?.name === name) return around(own, text);
  const { declaration } = (layout ?? {}) as { readonly declaration?: string };
  return (declaration ?? newDeclaration) + text;
}

const rootHelp =
  'An XML document is an object whose one member is the root element: begin all targets with its name, as in "orders.order.*.id", or give a wrapper key.';

/** What stands in front of the root element and behind it. */
function around(document: ElementSource, root: string): string {
  const [{ start, end } = { start: 0, end: 0 }] = document.children;
  return document.text.slice(0, start) + root + document.text.slice(end);
}

/** Refuses what has not one root element. */
export function requireRoot(value: unknown): void {
  if (!isObject(value)) throw notExpressible('XML', `it is ${kindOf(value)}`, rootHelp);
  rootOf(value);
}

function rootOf(value: JsonObject): { readonly name: string; readonly root: unknown } {
  const names = Object.keys(value).filter((key) => value[key] !== undefined);
  const [name = ''] = names;
  if (names.length !== 1 || name.startsWith('@') || name.startsWith('#'))
    throw notExpressible(
      'XML',
      `it has ${names.length === 1 ? `"${name}"` : `${names.length} members`} where its root element belongs`,
      rootHelp,
    );
  const roots = listOf(value[name]);
  if (roots.length !== 1)
    throw notExpressible('XML', `it has ${roots.length} elements "${name}" where one root element belongs`, rootHelp);
  return { name, root: roots[0] };
}

function printElement(name: string, value: unknown, scope: Scope): string {
  if (Array.isArray(value))
    throw notExpressible('XML', `"${name}" is a list inside a list`, 'Give the inner lists a name of their own.');
  if (!isObject(value)) return printLeaf(name, value, scope);
  const own = sourceOf(value);
  if (own === undefined || own.name !== name) return printNew(name, value, scope);
  if (own.value === value) return withDeclarations(own, own.text.slice(own.start, own.end), scope);
  return printChanged(own, value, scope) ?? printNew(name, value, scope);
}

function printLeaf(name: string, value: unknown, scope: Scope): string {
  requireName(name, scope);
  const text = value === null || value === undefined ? '' : escapeText(textOf(value), name);
  return text === '' ? `<${name}/>` : `<${name}>${text}</${name}>`;
}

function printNew(name: string, value: JsonObject, scope: Scope): string {
  const own = sourceOf(value);
  if (own?.isMixed === true && own.value['#text'] !== value['#text'])
    throw notExpressible(
      'XML',
      `the text of "${name}" stands between elements and was changed`,
      'Leave the element as it is, or map its parts to elements of their own.',
    );
  const inside = scopeOf(value, scope);
  requireName(name, inside);
  const start = `<${name}${printAttributes(value, inside)}`;
  const content = printContent(value, inside);
  return content === '' ? `${start}/>` : `${start}>${content}</${name}>`;
}

function printContent(value: JsonObject, scope: Scope): string {
  const parts: string[] = [];
  if (value['#text'] !== undefined && value['#text'] !== null) parts.push(escapeText(textOf(value['#text']), '#text'));
  for (const name of Object.keys(value)) {
    if (name.startsWith('@') || name === '#text' || value[name] === undefined) continue;
    for (const one of listOf(value[name])) parts.push(printElement(name, one, scope));
  }
  return parts.join('');
}

/** Elements were taken out or replaced: everything else stays as it stood. `undefined` where that cannot be done. */
function printChanged(own: ElementSource, value: JsonObject, scope: Scope): string | undefined {
  const { text, start, inside, insideEnd, end, children } = own;
  if (inside === undefined || !isSameBesides(own.value, value)) return undefined;
  const kept = keptChildren(own, value);
  if (kept === undefined) return undefined;
  const innerScope = own.scope;
  const parts = [withDeclarations(own, text.slice(start, inside), scope)];
  let at = inside;
  for (const [index, child] of children.entries()) {
    const gap = text.slice(at, child.start);
    const now = kept[index];
    // White space in front of what is taken out goes with it.
    parts.push(now === undefined && gap.trim() === '' ? '' : gap);
    if (now !== undefined) parts.push(printChild(child, now.value, text, innerScope));
    at = child.end;
  }
  parts.push(text.slice(at, insideEnd), text.slice(insideEnd, end));
  return parts.join('');
}

function printChild(child: ChildSource, now: unknown, text: string, scope: Scope): string {
  return now === child.value ? text.slice(child.start, child.end) : printElement(child.name, now, scope);
}

/** True where attributes and text are those that were read, and no element has a new name. */
function isSameBesides(before: JsonObject, now: JsonObject): boolean {
  for (const name of new Set([...Object.keys(before), ...Object.keys(now)])) {
    const isElement = !name.startsWith('@') && name !== '#text';
    if (isElement ? !Object.hasOwn(before, name) && now[name] !== undefined : before[name] !== now[name]) return false;
  }
  return true;
}

/** What has become of each child: `undefined` where it was taken out. No list where something was added or moved. */
function keptChildren(
  own: ElementSource,
  value: JsonObject,
): readonly ({ readonly value: unknown } | undefined)[] | undefined {
  const now = new Map(Object.keys(own.value).map((name) => [name, listOf(value[name])]));
  const counts = new Map<string, number>();
  for (const { name } of own.children) counts.set(name, (counts.get(name) ?? 0) + 1);
  const next = new Map<string, number>();
  const kept = own.children.map((child) => {
    const list = now.get(child.name) ?? [];
    const at = next.get(child.name) ?? 0;
    const one = list[at];
    if (at >= list.length || (list.length !== counts.get(child.name) && !isOf(child, one))) return undefined;
    next.set(child.name, at + 1);
    return { value: one };
  });
  for (const [name, list] of now)
    if (!name.startsWith('@') && name !== '#text' && (next.get(name) ?? 0) < list.length) return undefined;
  return kept;
}

/** True for the child itself, and for a copy of it from which something was taken. */
function isOf(child: ChildSource, value: unknown): boolean {
  const own = sourceOf(value);
  return child.value === value || (own !== undefined && own === sourceOf(child.value));
}

/** A start tag, and what follows it, with the declarations that it needs where it now stands. */
function withDeclarations(own: ElementSource, text: string, scope: Scope): string {
  let added = '';
  for (const [prefix, uri] of own.around) if (scope.get(prefix) !== uri) added += declarationOf(own, prefix, uri);
  for (const [prefix, uri] of scope)
    if (prefix === '' && uri !== '' && !own.around.has('')) added += declarationOf(own, '', '');
  const behindName = 1 + own.name.length;
  return added === '' ? text : text.slice(0, behindName) + added + text.slice(behindName);
}

/** Empty where the element has it itself. */
function declarationOf({ value }: ElementSource, prefix: string, uri: string): string {
  const attribute = prefix === '' ? 'xmlns' : `xmlns:${prefix}`;
  return Object.hasOwn(value, `@${attribute}`) ? '' : ` ${attribute}="${escapeAttribute(uri)}"`;
}

function scopeOf(value: JsonObject, around: Scope): Scope {
  const declared = Object.keys(value).flatMap((key) => {
    const [, prefix] = /^@xmlns(?::(.+))?$/u.exec(key) === null ? [] : [key, key.slice('@xmlns:'.length)];
    return prefix === undefined ? [] : [[prefix, textOf(value[key])] as const];
  });
  return declared.length === 0 ? around : new Map([...around, ...declared]);
}

function printAttributes(value: JsonObject, scope: Scope): string {
  let text = '';
  for (const key of Object.keys(value)) {
    if (!key.startsWith('@') || value[key] === undefined || value[key] === null) continue;
    const name = key.slice(1);
    if (typeof value[key] === 'object' && !isExactNumber(value[key]))
      throw notExpressible('XML', `attribute "${name}" holds ${kindOf(value[key])}`, 'Map one value to it.');
    if (name !== 'xmlns' && !name.startsWith('xmlns:')) requireName(name, scope);
    text += ` ${name}="${escapeAttribute(requireCharacters(textOf(value[key]), name))}"`;
  }
  return text;
}

/** Names as XML has them, without the rarer ranges. */
const nameForm = /^[\p{L}_][\p{L}\p{M}\p{N}_.\-·]*(?::[\p{L}_][\p{L}\p{M}\p{N}_.\-·]*)?$/u;

function requireName(name: string, scope: Scope): void {
  if (!nameForm.test(name))
    throw notExpressible(
      'XML',
      `"${name}" is no name of an element or attribute`,
      'Map to a name of letters, digits, "-", "_" and "." that begins with a letter.',
    );
  const colon = name.indexOf(':');
  if (colon < 0 || scope.has(name.slice(0, colon))) return;
  throw notExpressible(
    'XML',
    `prefix "${name.slice(0, colon)}" of "${name}" is not declared`,
    `Map its address to "@xmlns:${name.slice(0, colon)}" of the element or of one around it.`,
  );
}

/** Control characters but white space and the second set of them, halves of characters, and two that are none. */
const unwritable = /[^\P{Cc}\t\n\r\u007F-\u009F]|[\p{Cs}\uFFFE\uFFFF]/u;

function requireCharacters(text: string, name: string): string {
  if (!unwritable.test(text)) return text;
  throw notExpressible(
    'XML',
    `the text of "${name}" has a character that XML has no form for`,
    'Take control characters out of it before it is mapped.',
  );
}

function escapeText(text: string, name: string): string {
  return requireCharacters(text, name)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('\r', '&#13;');
}

function escapeAttribute(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\t', '&#9;')
    .replaceAll('\n', '&#10;')
    .replaceAll('\r', '&#13;');
}

function textOf(value: unknown): string {
  if (typeof value === 'object' && value !== null && !isExactNumber(value))
    throw notExpressible('XML', `a text is ${kindOf(value)}`, 'Map one value to "#text".');
  return String(value as string | number | boolean);
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value === null) return 'null';
  return isObject(value) ? 'an object' : 'a single value';
}
