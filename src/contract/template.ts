import { isExactNumber } from '../text/exact-number.ts';
import { compilePath, parsePath } from '../text/path.ts';
import type { RunContext } from './context.ts';
import { documentValue } from './document-value.ts';
import { TerminalError } from './errors.ts';
import { payloadText, type Payload } from './payload.ts';

/** `\[[` and `\{{` stand for brackets that are not a variable (toolkit default). */
const token = /\\(?:\[\[|\{\{)|\[\[([^\][]*)\]\]|\{\{([^{}]*)\}\}/gu;

type Part = (payload: Payload) => string;

export interface TemplateOptions {
  /** Of the value of each variable no more than so many characters are taken. */
  readonly longestValue?: number;
  /** The step whose text it is, for messages. */
  readonly step?: string;
}

/**
 * Compiles text that may hold variables: `[[payload.path]]`, `[[payload]]`, `[[meta.key]]`,
 * `{{flow.variables.name}}`, `{{environment.variables.name}}`. What looks like a variable and is none stays as it is,
 * with a warning.
 *
 * A path to several values gives them joined by commas; objects give compact JSON; a path that leads
 * nowhere gives what the profile says. Values are not expanded again.
 * Errors: TerminalError `run/unresolved-variable`, also for variables of an environment where the run has none;
 * `run/missing-credential` for one whose reference leads nowhere.
 */
export function compileTemplate(
  text: string,
  context: RunContext,
  options: TemplateOptions = {},
): (payload: Payload) => string {
  const cut = cutter(options.longestValue);
  const parts: Part[] = [];
  for (const piece of piecesOf(text)) {
    const part = piece.kind === 'text' ? undefined : compileVariable(piece, context);
    if (part !== undefined) parts.push(cut(part));
    else if (piece.text !== '') parts.push(literal(piece.text));
    if (part === undefined) warnOfVariable(piece, context, options.step);
  }
  const [only = literal('')] = parts;
  if (parts.length < 2) return only;
  return (payload) => {
    let filled = '';
    for (const part of parts) filled += part(payload);
    return filled;
  };
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'square' | 'curly'; readonly text: string; readonly name: string };

/** A text cut into what looks like variables and what stands between them. */
function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    if (match.index > end) pieces.push({ kind: 'text', text: text.slice(end, match.index) });
    const [whole, square, curly] = match;
    if (square !== undefined) pieces.push({ kind: 'square', text: whole, name: square.trim() });
    else if (curly !== undefined) pieces.push({ kind: 'curly', text: whole, name: curly.trim() });
    else pieces.push({ kind: 'text', text: whole.slice(1) });
    end = match.index + whole.length;
  }
  if (end < text.length) pieces.push({ kind: 'text', text: text.slice(end) });
  return pieces;
}

function compileVariable({ kind, name }: Exclude<Piece, { kind: 'text' }>, context: RunContext): Part | undefined {
  return kind === 'square' ? compileSquare(name, context) : compileCurly(name, context);
}

function cutter(longest: number | undefined): (part: Part) => Part {
  if (longest === undefined) return (part) => part;
  return (part) => (payload) => {
    const value = part(payload);
    // By characters: half a pair of surrogates is none.
    return value.length > longest ? Array.from(value).slice(0, longest).join('') : value;
  };
}

/** What begins a variable and has no end, or lost one of its brackets. */
const broken =
  /(?:\[{1,2}\s*(?:payload|meta)\b[.\]]|\{{1,2}\s*(?:flow|environment)\.variables\b|\[{1,2}\s*(?:flow|environment)\.variables\b)/u;

/** Sent as it stands, it could be taken for a value. */
function warnOfVariable(piece: Piece, context: RunContext, step: string | undefined): void {
  const found =
    piece.kind === 'text' ? broken.exec(piece.text)?.[0] : looksLikeVariable(piece.name) ? piece.text : undefined;
  if (found === undefined) return;
  const right = piece.kind === 'text' ? 'its brackets are not in pairs' : rightForm(piece);
  const message = `"${found}"${step === undefined ? '' : ` in step "${step}"`} is no variable: ${right}.`;
  if (context.assume('flow.unresolvedVariable') === 'fail')
    throw new TerminalError({ code: 'run/unresolved-variable', message, help: 'Correct it, or take it out.' });
  context.warn(`${message} It is used as it stands.`, step);
}

/** A name, not a list such as [[1, 2]]. */
function looksLikeVariable(name: string): boolean {
  return /^[A-Za-z_][\w-]*(?:\.|$)/u.test(name) && !/^(?:true|false|null)$/u.test(name);
}

function rightForm({ kind, name }: Exclude<Piece, { kind: 'text' }>): string {
  if (kind === 'curly' && /^(?:payload|meta)(?:\.|$)/u.test(name)) return `it is written [[${name}]]`;
  if (kind === 'square' && /^(?:flow|environment)\.variables\./u.test(name)) return `it is written {{${name}}}`;
  return 'variables are [[payload.path]], [[meta.key]], {{flow.variables.name}} and {{environment.variables.name}}';
}

/** Names of the flow variables in a text. */
export function flowVariablesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/(?<!\\)\{\{\s*flow\.variables\.([^{}]*?)\s*\}\}/gu), ([, name = '']) => name);
}

/** The text written so that nothing in it is a variable: of several brackets in a row, those next to a name begin one. */
export function withoutVariables(text: string): string {
  return text.replaceAll(/\[\[(?!\[)|\{\{(?!\{)/gu, String.raw`\$&`);
}

/** What a text stands for in which nothing is a variable; `undefined`: something is. */
export function textWithoutVariables(text: string): string | undefined {
  const pieces = piecesOf(text);
  return pieces.every(({ kind }) => kind === 'text') ? pieces.map((piece) => piece.text).join('') : undefined;
}

export function hasVariables(text: string): boolean {
  // Not test(): on a global pattern it leaves a position behind, from which the next matchAll() would start.
  return text.search(token) >= 0;
}

function literal(text: string): Part {
  return () => text;
}

function compileSquare(name: string, context: RunContext): Part | undefined {
  if (name === 'payload') return payloadText;
  if (name.startsWith('payload.')) {
    const path = name.slice('payload.'.length);
    const read = compilePath(path);
    const segments = [parsePath(path)];
    return (payload) => {
      if (payload.format === 'txt' && payload.value !== undefined) throw unreadable(name);
      return textOf(read(documentValue(payload, segments, name)), name, context);
    };
  }
  if (name.startsWith('meta.')) {
    const key = name.slice('meta.'.length);
    return ({ meta }) => (Object.hasOwn(meta, key) ? (meta[key] ?? '') : unresolved(name, context));
  }
  return undefined;
}

function compileCurly(name: string, context: RunContext): Part | undefined {
  const variable = afterPrefix(name, 'flow.variables.');
  if (variable !== undefined) return () => context.variables.get(variable) ?? unresolved(name, context);
  const ofEnvironment = afterPrefix(name, 'environment.variables.');
  return ofEnvironment === undefined ? undefined : compileEnvironmentVariable(ofEnvironment, context);
}

function compileEnvironmentVariable(name: string, context: RunContext): Part {
  const { environment } = context;
  if (environment === undefined) throw noEnvironment(`environment.variables.${name}`);
  const value = environment.variables.get(name);
  if (value === undefined) return () => unresolved(`environment.variables.${name}`, context);
  if (typeof value !== 'string') throw value;
  return literal(value);
}

function afterPrefix(name: string, prefix: string): string | undefined {
  return name.startsWith(prefix) ? name.slice(prefix.length) : undefined;
}

function textOf(value: unknown, name: string, context: RunContext): string {
  if (typeof value === 'string') return value;
  if (value === undefined) return unresolved(name, context);
  if (value === null) return '';
  if (Array.isArray(value) && name.includes('*')) return value.map((item) => textOf(item, '', context)).join(',');
  if (typeof value === 'object') return isExactNumber(value) ? String(value) : JSON.stringify(value);
  return String(value);
}

function unresolved(name: string, context: RunContext): string {
  if (context.assume('flow.unresolvedVariable') === 'fail') {
    throw new TerminalError({
      code: 'run/unresolved-variable',
      message: `The variable "${name}" leads nowhere.`,
      help: 'Check the name, or set "flow.unresolvedVariable: empty" in the profile.',
    });
  }
  context.warn(`The variable "${name}" leads nowhere and became empty text.`);
  return '';
}

function unreadable(name: string): TerminalError {
  return new TerminalError({
    code: 'run/unreadable-format',
    message: `The variable "${name}" looks into a payload that is plain text, which has no parts.`,
    help: 'Set "dataType" of the endpoint to what it sends, or use [[payload]] for the whole text.',
  });
}

/** Sent as it stands, it would be taken for a value. */
function noEnvironment(name: string): TerminalError {
  return new TerminalError({
    code: 'run/unresolved-variable',
    message: `The variable "${name}" belongs to a virtual environment, and this run has none.`,
    help: 'Name the environment: --environment NAME, for environments/NAME.yaml.',
  });
}
