import { SaxesParser, type SaxesTagNS } from 'saxes';
import { TerminalError } from '../../contract/errors.ts';
import { badDocument } from '../bad-document.ts';
import { source, type ElementSource, type Scope } from './element-source.ts';

/** Levels of elements; deeper ones cannot be worked on by steps that follow them. */
const depthLimit = 500;
const help = 'Correct it at the source, or set "dataType" of the endpoint if what it sends is no XML.';

type Members = Record<string, unknown> & { [source]?: ElementSource };

interface Open {
  readonly source: ElementSource;
  readonly members: Members;
  /** Runs of text, all of them. */
  readonly texts: string[];
  /** Name of the last element inside, and the names of those that ended before it. */
  last: string | undefined;
  readonly ended: Set<string>;
  hasElements: boolean;
}

/**
 * Reads a document into a tree. `empty` is an element without anything in it. A document type that declares anything is refused: entities could name files or grow
 * without end, and there are none but the five of XML. One that only names a description is passed over, and nothing is fetched.
 * Errors: TerminalError `run/bad-document`, `run/xml-entities`.
 */
export function readTree(text: string, empty: '' | null): Members {
  const document = openElement(text, '', 0, 0, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]));
  const open: Open[] = [document];
  const parser = new SaxesParser({ xmlns: true, position: true });
  let tagStart = 0;
  parser.on('error', (error) => {
    throw unreadable(error);
  });
  parser.on('doctype', (content) => {
    if (content.includes('[')) throw entities();
  });
  parser.on('opentagstart', () => {
    tagStart = text.lastIndexOf('<', parser.position - 1);
  });
  parser.on('opentag', (tag) => {
    const parent = open.at(-1) ?? document;
    if (open.length > depthLimit)
      throw badDocument(
        'XML',
        `nests elements deeper than ${depthLimit} levels`,
        'Ask the source for a flatter document.',
      );
    const element = openElement(
      text,
      tag.name,
      tagStart,
      tag.isSelfClosing ? undefined : parser.position,
      scopeInside(tag, parent.source.scope),
      parent.source.scope,
    );
    for (const name of Object.keys(tag.attributes)) element.members[`@${name}`] = tag.attributes[name]?.value;
    noteOrder(parent, tag.name);
    open.push(element);
  });
  const addText = (piece: string): void => void open.at(-1)?.texts.push(piece);
  parser.on('text', addText);
  parser.on('cdata', addText);
  parser.on('closetag', (tag) => {
    const element = open.pop() ?? document;
    element.source.end = parser.position;
    element.source.insideEnd = tag.isSelfClosing ? parser.position : text.lastIndexOf('</', parser.position - 1);
    addChild(open.at(-1) ?? document, element, empty);
  });
  parser.write(text).close();
  document.source.end = text.length;
  document.source.insideEnd = text.length;
  return document.members;
}

function openElement(
  text: string,
  name: string,
  start: number,
  inside: number | undefined,
  scope: Scope,
  around: Scope = scope,
): Open {
  const members: Members = {};
  const own: ElementSource = {
    text,
    name,
    start,
    end: start,
    inside,
    insideEnd: start,
    value: members,
    children: [],
    around,
    scope,
    isMixed: false,
    isShuffled: false,
  };
  // Copies of the value take it over.
  members[source] = own;
  return { source: own, members, texts: [], last: undefined, ended: new Set(), hasElements: false };
}

function scopeInside({ ns }: SaxesTagNS, around: Scope): Scope {
  const declared = Object.entries(ns);
  return declared.length === 0 ? around : new Map([...around, ...declared]);
}

function noteOrder(parent: Open, name: string): void {
  parent.hasElements = true;
  if (parent.last === name) return;
  if (parent.last !== undefined) parent.ended.add(parent.last);
  if (parent.ended.has(name)) parent.source.isShuffled = true;
  parent.last = name;
}

function addChild(parent: Open, element: Open, empty: '' | null): void {
  const { name, start, end } = element.source;
  const value = valueOf(element, empty);
  parent.source.children.push({ name, start, end, value });
  const { members } = parent;
  const before = Object.hasOwn(members, name) ? members[name] : undefined;
  if (before === undefined) setMember(members, name, value);
  else if (Array.isArray(before)) before.push(value);
  else setMember(members, name, [before, value]);
}

/** An element without attributes and elements is its text. */
function valueOf({ members, texts, hasElements, source: own }: Open, empty: '' | null): unknown {
  const text = texts.join('');
  if (!hasElements) {
    if (Object.keys(members).length === 0) return text === '' ? empty : text;
    if (text !== '') members['#text'] = text;
    return members;
  }
  if (text.trim() !== '') {
    members['#text'] = text;
    own.isMixed = true;
  }
  return members;
}

/** Not by assignment: an element may be called __proto__. */
function setMember(members: Members, name: string, value: unknown): void {
  if (name === '__proto__')
    Object.defineProperty(members, name, { value, writable: true, enumerable: true, configurable: true });
  else members[name] = value;
}

/** Saxes puts the place before its words: `3:17: unexpected close tag.` */
function unreadable(error: Error): TerminalError {
  const [, line, column, what = error.message] = /^(?:[^\s:]*:)?(\d+):(\d+): (.*)$/su.exec(error.message) ?? [];
  const place = line === undefined ? '' : ` in line ${line}, column ${column}`;
  return badDocument('XML', `cannot be read${place}: ${what.replace(/\.$/u, '')}`, help, error);
}

function entities(): TerminalError {
  return new TerminalError({
    code: 'run/xml-entities',
    message: 'The XML document declares entities or rules of its own inside its document type (<!DOCTYPE … [ … ]>).',
    help: 'Ask the source for the document without them: what they stand for is not put in, as it could read files or grow without end.',
  });
}
