import { isExactNumber } from '../text/exact-number.ts';
import { compilePath } from '../text/path.ts';
import type { RunContext } from './context.ts';
import { TerminalError } from './errors.ts';
import { payloadText, type Payload } from './payload.ts';

/** `\[[` stands for two brackets that are not a variable (toolkit default). */
const token = /\\\[\[|\[\[([^\][]*)\]\]|\{\{([^{}]*)\}\}/gu;

type Part = (payload: Payload) => string;

/**
 * Compiles text that may hold variables: `[[payload.path]]`, `[[payload]]`, `[[meta.key]]`,
 * `{{flow.variables.name}}`. Text in brackets with an unknown root is left as it is.
 *
 * A path to several values gives them joined by commas; objects give compact JSON; a path that leads
 * nowhere gives what the profile says. Values are not expanded again.
 */
export function compileTemplate(text: string, context: RunContext): (payload: Payload) => string {
  if (!text.includes('[[') && !text.includes('{{')) return () => text;
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(token)) {
    const part = match[0].startsWith(String.raw`\[`)
      ? () => '[['
      : match[1] === undefined
        ? compileCurly((match[2] ?? '').trim(), context)
        : compileSquare(match[1].trim(), context);
    if (part === undefined) continue;
    if (match.index > end) parts.push(literal(text.slice(end, match.index)));
    parts.push(part);
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push(literal(text.slice(end)));
  const [only] = parts;
  if (parts.length === 1 && only !== undefined) return only;
  return (payload) => {
    let filled = '';
    for (const part of parts) filled += part(payload);
    return filled;
  };
}

/** Names of the flow variables in a text. */
export function flowVariablesIn(text: string): readonly string[] {
  return Array.from(text.matchAll(/\{\{\s*flow\.variables\.([^{}]*?)\s*\}\}/gu), ([, name = '']) => name);
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
    const read = compilePath(name.slice('payload.'.length));
    return (payload) => {
      if (payload.format !== 'json' && payload.value !== undefined) throw unreadable(name, payload);
      return textOf(read(payload.value), name, context);
    };
  }
  if (name.startsWith('meta.')) {
    const key = name.slice('meta.'.length);
    return ({ meta }) => (Object.hasOwn(meta, key) ? (meta[key] ?? '') : unresolved(name, context));
  }
  return undefined;
}

function compileCurly(name: string, context: RunContext): Part | undefined {
  if (name.startsWith('environment.variables.')) throw noEnvironment(name);
  const prefix = 'flow.variables.';
  if (!name.startsWith(prefix)) return undefined;
  const variable = name.slice(prefix.length);
  return () => context.variables.get(variable) ?? unresolved(name, context);
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

function unreadable(name: string, { format }: Payload): TerminalError {
  return new TerminalError({
    code: 'run/unreadable-format',
    message: `The variable "${name}" looks into a payload in ${format.toUpperCase()}; paths lead into JSON only.`,
    help: 'Ask the source for JSON, or use [[payload]] for the whole text.',
  });
}

/** Sent as it stands, it would be taken for a value. */
function noEnvironment(name: string): TerminalError {
  return new TerminalError({
    code: 'run/unresolved-variable',
    message: `The variable "${name}" belongs to a virtual environment, and runs have none yet.`,
    help: 'Use a flow variable in the copy that you run, and give its value with --variable name=value.',
  });
}
