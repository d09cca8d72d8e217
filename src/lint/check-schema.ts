import type * as z from 'zod';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { joinPointer, valueAt } from '../text/pointer.ts';
import { allowedKeys } from './allowed-keys.ts';

type Issue = z.core.$ZodIssue;

/** Checks a value against a schema and says what is wrong in our own words. `base` is the pointer of the value. */
export function checkSchema(schema: z.ZodType, value: unknown, base = ''): readonly Finding[] {
  const parsed = schema.safeParse(value);
  if (parsed.success) return [];
  return parsed.error.issues.flatMap((issue) => describe(issue, schema, value, base, []));
}

function describe(
  issue: Issue,
  schema: z.ZodType,
  root: unknown,
  base: string,
  outer: readonly PropertyKey[],
): readonly Finding[] {
  const path = [...outer, ...issue.path];
  const local = joinPointer('', ...path.map(String));
  const pointer = base + local;
  const found = path.includes('credentials') ? mask(valueAt(root, local)) : valueAt(root, local);
  // oxlint-disable-next-line typescript/switch-exhaustiveness-check -- the rest share one sentence
  switch (issue.code) {
    case 'unrecognized_keys':
      return unknownFields(issue.keys, allowedKeys(schema, path), pointer, keysOf(valueAt(root, local)));
    case 'invalid_type':
      if (found === undefined) return [missing(path.at(-1), pointer)];
      return [
        {
          code: 'lint/wrong-type',
          message: `${place(path)} is ${kind(found)}; ${withArticle(issue.expected)} belongs here.`,
          help: `Write ${withArticle(issue.expected)}.`,
          pointer,
        },
      ];
    case 'invalid_value': {
      if (found === undefined) return [missing(path.at(-1), pointer)];
      const allowed = issue.values.map(String);
      if (path.at(-1) === 'formatVersion') {
        return [
          {
            code: 'lint/wrong-format-version',
            message: `Format version ${show(found)} cannot be read.`,
            help: `This version of repatch reads formatVersion ${allowed.join(', ')}.`,
            pointer,
          },
        ];
      }
      return [
        {
          code: 'lint/wrong-value',
          message: `${place(path)} is ${show(found)}, which is not allowed.`,
          help: hint(typeof found === 'object' ? '' : String(found), allowed),
          pointer,
        },
      ];
    }
    case 'invalid_union': {
      // The branch that got furthest is the one that was meant.
      const branch = issue.errors.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0];
      if (branch === undefined || branch.length === 0) {
        if (found === undefined) return [missing(path.at(-1), pointer)];
        return [
          {
            code: 'lint/wrong-value',
            message: `${place(path)} is ${show(found)}, which is not allowed.`,
            help: choicesOf(issue, found) ?? 'See the schema: repatch schema.',
            pointer,
          },
        ];
      }
      return branch.flatMap((inner) => describe(inner, schema, root, base, path));
    }
    case 'too_small':
    case 'too_big':
      return [{ code: 'lint/wrong-value', ...outOfRange(issue, place(path), found), pointer }];
    default:
      return [
        {
          code: 'lint/wrong-value',
          message: `${place(path)} is ${show(found)}: ${lowerFirst(issue.message)}.`,
          help: 'See the schema: repatch schema.',
          pointer,
        },
      ];
  }
}

/** Unknown fields of one object that are named, of those that look like a known one and of the others. */
const namedFields = 1000;

function unknownFields(
  keys: readonly string[],
  allowed: readonly string[],
  pointer: string,
  present: ReadonlySet<string>,
): readonly Finding[] {
  const named: Finding[] = [];
  const counts = { like: 0, other: 0 };
  for (const key of keys) {
    if (key.startsWith('x-')) continue;
    const nearest = didYouMean(key, allowed);
    if (++counts[nearest === undefined ? 'other' : 'like'] <= namedFields)
      named.push(unknownField(key, nearest, allowed, pointer, present));
  }
  const more = counts.like + counts.other - named.length;
  if (more > 0)
    named.push({
      code: 'lint/unknown-field',
      message: `${more} more unknown fields stand here.`,
      help: `They are kept as they are. Known fields: ${allowed.join(', ') || 'none'}.`,
      pointer,
      severity: 'warning',
    });
  return named;
}

function keysOf(value: unknown): ReadonlySet<string> {
  return new Set(typeof value === 'object' && value !== null ? Object.keys(value) : []);
}

function unknownField(
  key: string,
  nearest: string | undefined,
  allowed: readonly string[],
  pointer: string,
  present: ReadonlySet<string>,
): Finding {
  return {
    code: 'lint/unknown-field',
    message: `Unknown field "${key}".${nearest === undefined ? '' : ` Did you mean "${nearest}"?`}`,
    help:
      nearest === undefined
        ? `It is kept as it is. Known fields: ${allowed.join(', ') || 'none'}.`
        : `Rename it to "${nearest}".`,
    pointer: joinPointer(pointer, key),
    on: 'key',
    ...(nearest === undefined ? { severity: 'warning' } : {}),
    // Where the right one stands as well, somebody has to say which value is meant.
    ...(nearest === undefined || present.has(nearest)
      ? {}
      : { fix: { title: `Rename to "${nearest}"`, value: nearest } }),
  };
}

function missing(key: PropertyKey | undefined, pointer: string): Finding {
  return {
    code: 'lint/missing-field',
    message: `Field "${String(key ?? '')}" is missing.`,
    help: `Add "${String(key ?? '')}".`,
    pointer,
  };
}

/** What stands under `credentials` may be a secret, so it is never repeated. */
function mask(value: unknown): unknown {
  return value === undefined || value === null || typeof value === 'object' ? value : '***';
}

/** Too few or too many, in the unit of the value. */
function outOfRange(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  where: string,
  found: unknown,
): Pick<Finding, 'message' | 'help'> {
  const limit = Number(issue.code === 'too_small' ? issue.minimum : issue.maximum);
  const isIn = issue.inclusive !== false;
  const words = issue.code === 'too_small' ? ['at least', 'more than'] : ['at most', 'less than'];
  const wanted = `${isIn ? words[0] : words[1]} ${limit}`;
  if (Array.isArray(found)) {
    const unit = limit === 1 ? 'element' : 'elements';
    const has = found.length === 0 ? 'is an empty list' : `has ${found.length} elements`;
    return { message: `${where} ${has}; it needs ${wanted}.`, help: `Write ${wanted} ${unit}.` };
  }
  if (typeof found !== 'string')
    return { message: `${where} is ${show(found)}; ${wanted} belongs here.`, help: `Write ${wanted}.` };
  const unit = limit === 1 ? 'character' : 'characters';
  const has = found === '' ? 'is empty' : `has ${found.length} characters`;
  return { message: `${where} ${has}; it needs ${wanted}.`, help: `Write ${wanted} ${unit}.` };
}

/** What the member that tells the kinds of an object apart may be. */
function choicesOf(issue: z.core.$ZodIssueInvalidUnion, found: unknown): string | undefined {
  if (!('options' in issue) || issue.options === undefined || issue.options.length === 0) return undefined;
  return hint(typeof found === 'object' ? '' : String(found), issue.options.map(String));
}

function depth(branch: readonly Issue[]): number {
  return Math.max(0, ...branch.map((issue) => issue.path.length + (issue.code === 'unrecognized_keys' ? 1 : 0)));
}

function hint(found: string, allowed: readonly string[]): string {
  const nearest = didYouMean(found, allowed);
  return `${nearest === undefined ? '' : `Did you mean "${nearest}"? `}Allowed: ${allowed.join(', ')}.`;
}

function place(path: readonly PropertyKey[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'The document';
  return typeof last === 'number' ? `Element ${last + 1} of "${String(path.at(-2) ?? '')}"` : `"${String(last)}"`;
}

function kind(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  if (typeof value === 'string') return 'text';
  return withArticle(typeof value);
}

function show(value: unknown): string {
  if (typeof value === 'string') return value.length > 60 ? `"${value.slice(0, 57)}…"` : `"${value}"`;
  return typeof value === 'object' ? kind(value) : String(value);
}

function withArticle(name: string): string {
  if (name === 'string') return 'text';
  if (name === 'array') return 'a list';
  if (name === 'int') return 'a whole number';
  return /^[aeio]/u.test(name) ? `an ${name}` : `a ${name}`;
}

function lowerFirst(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1).replace(/\.$/u, '');
}
