import { canonicalNumber, ExactNumber } from '../text/exact-number.ts';
import { isObject } from '../text/json.ts';
import { parseJson } from '../text/json-codec.ts';
import type { RunContext } from './context.ts';
import type { Codecs } from './define-format.ts';
import { TerminalError } from './errors.ts';
import { requireSmallMeta } from './meta-limit.ts';
import {
  encodedPayload,
  originOf,
  payloadText,
  withMeta,
  type Meta,
  type Payload,
  type PayloadFormat,
} from './payload.ts';
import type { LoadedScript, Script, ScriptAnswer, ScriptName, ScriptSurroundings } from './script.ts';

/** A script with what its messages need. */
export interface ReadyScript {
  readonly name: string;
  readonly loaded: LoadedScript;
}

/** The script that a document names, loaded. `own`: scripts beside those of the document. Errors: TerminalError `run/unknown-script`, and those of `ScriptHost.load`. */
export async function loadScript(
  wanted: ScriptName,
  context: RunContext,
  step: string,
  own: readonly Script[] = [],
): Promise<ReadyScript> {
  const versions = [...own, ...context.catalogue.scripts].filter(({ name }) => name === wanted.name);
  const fitting = versions.filter(({ version }) => wanted.version === undefined || version === wanted.version);
  const script = fitting.toSorted((a, b) => (a.version ?? 0) - (b.version ?? 0)).at(-1);
  if (script === undefined) throw unknownScript(wanted, versions, context, step);
  // A script may return documents of any format.
  for (const format of ['xml', 'csv'] as const) await context.codecs.load(format);
  return { name: script.name, loaded: await context.scripts.load(script) };
}

function unknownScript(
  { name, version }: ScriptName,
  versions: readonly Script[],
  { catalogue }: RunContext,
  step: string,
): TerminalError {
  const known = Array.from(new Set(catalogue.scripts.map((one) => `"${one.name}"`)));
  return new TerminalError({
    code: 'run/unknown-script',
    message:
      versions.length === 0
        ? `Step "${step}" runs script "${name}", which the document does not hold.`
        : `Step "${step}" runs version ${version} of script "${name}", which the document does not hold.`,
    help:
      versions.length === 0
        ? `Add it to "scripts", with name, language and code. Scripts found: ${known.join(', ') || 'none'}.`
        : `Versions found: ${versions.map((one) => one.version ?? 'none').join(', ')}.`,
    step,
  });
}

/** What a call gave besides the payload. */
export type ScriptRest = Readonly<Record<string, unknown>>;

export interface ScriptOutcome {
  /** The payload that the script got. */
  readonly given: string | null;
  /** `undefined`: the script returned no payload, so that it stays as it was. */
  readonly payload: string | null | undefined;
  /** True where the payload that it returned is no text; it was written as JSON. */
  readonly wasEncoded: boolean;
  /** Members that it returned besides the payload; `undefined`: all as they were given. */
  readonly rest: ScriptRest | undefined;
  /** False: it returned nothing at all. */
  readonly returned: boolean;
}

/**
 * Calls a script once. Errors: TerminalError `run/script-failed`, `run/script-result`, `run/script-number`, and those of
 * `LoadedScript.call`. What it logs goes to the log of the run.
 */
export async function callScript(
  script: ReadyScript,
  payload: string | null,
  surroundings: ScriptSurroundings,
  context: RunContext,
  step: string,
): Promise<ScriptOutcome> {
  const [outcome] = await callScriptForEach(script, [payload], surroundings, context, step);
  if (outcome instanceof TerminalError) throw outcome;
  return outcome!; // one for each payload
}

/** Calls a script for each of several values. What fails for one of them stands at its place. */
export async function callScriptForEach(
  script: ReadyScript,
  payloads: readonly (string | null)[],
  surroundings: ScriptSurroundings,
  context: RunContext,
  step: string,
): Promise<readonly (ScriptOutcome | TerminalError)[]> {
  const { answers, logs } = await script.loaded.call({ payloads, surroundings, signal: context.signal });
  for (const text of logs) logLine(text, script, context, step);
  return answers.map((answer, index) => {
    try {
      return readAnswer(answer, payloads[index] ?? null, script, context, step);
    } catch (error) {
      if (error instanceof TerminalError) return error;
      throw error;
    }
  });
}

function logLine(text: string, { name }: ReadyScript, context: RunContext, step: string): void {
  context.log({ event: 'message', level: 'info', text: context.redaction.hide(`${name}: ${text}`), step });
}

function readAnswer(
  answer: ScriptAnswer,
  given: string | null,
  script: ReadyScript,
  context: RunContext,
  step: string,
): ScriptOutcome {
  if ('thrown' in answer) throw scriptFailed(script.name, answer.thrown);
  const { payload, wasEncoded, rest, returned } = answer;
  if (!returned) return { given, payload: undefined, wasEncoded, rest: undefined, returned };
  if (given !== null && typeof payload === 'string') requireNotRounded(given, payload, script.name);
  const members = rest === undefined ? undefined : parseJson(rest);
  if (members !== undefined && !isObject(members)) throw wrongResult(script.name, 'what it returned is no object');
  for (const line of linesOf(members?.['logs'])) logLine(line, script, context, step);
  return { given, payload, wasEncoded, rest: members, returned };
}

function linesOf(logs: unknown): readonly string[] {
  if (logs === undefined || logs === null) return [];
  const lines = Array.isArray(logs) ? (logs as unknown[]) : [logs];
  return lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line)).slice(0, 10_000));
}

function scriptFailed(name: string, thrown: string): TerminalError {
  return new TerminalError({
    code: 'run/script-failed',
    message: `Script "${name}" failed: ${thrown.replaceAll(/\s*\n\s*/gu, ' ').slice(0, 1000)}`,
    help: 'Correct the script, or the payload that it got. The log of the run has what it wrote.',
  });
}

export function wrongResult(name: string, what: string): TerminalError {
  return new TerminalError({
    code: 'run/script-result',
    message: `Script "${name}" returned what cannot be used: ${what}.`,
    help: 'Return an object with "payload" as text, and "meta", "variables" and "flow" as objects.',
  });
}

/** Numbers with so many digits, or an exponent: a language may not hold all of them. */
const longNumbers = /-?\d[\d.]{15,}(?:[eE][+-]?\d+)?|-?\d[\d.]*[eE][+-]?\d+/gu;

/** Refuses a payload in which a script has rounded a number that it could not hold: two ids would become one. */
function requireNotRounded(before: string, after: string, script: string): void {
  const lost = longNumbersIn(before).filter((text) => canonical(text) !== canonical(String(Number(text))));
  if (lost.length === 0) return;
  const rounded = new Map(lost.map((text) => [Number(text), canonical(text)]));
  for (const text of longNumbersIn(after)) {
    const right = rounded.get(Number(text));
    if (right === undefined || right === canonical(text) || lost.some((one) => canonical(one) === canonical(text)))
      continue;
    throw new TerminalError({
      code: 'run/script-number',
      message: `Script "${script}" turned a number with more digits than it can hold into another one: ${right} became ${text}.`,
      help: 'Ask the source for the number as text, or let the script leave it as it is.',
    });
  }
}

function longNumbersIn(text: string): readonly string[] {
  return text.match(longNumbers) ?? [];
}

function canonical(text: string): string {
  return /^-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/u.test(text) ? canonicalNumber(new ExactNumber(text)) : text;
}

/** What a script gets with a payload. */
export function surroundingsOf(
  payload: Payload,
  context: RunContext,
  variables: Readonly<Record<string, string>> = {},
): ScriptSurroundings {
  return { variables, meta: payload.meta, flow: { variables: Object.fromEntries(context.variables) } };
}

/** The payload as a script sees it: text, or null where it is empty. */
export function textForScript(payload: Payload): string | null {
  const text = payloadText(payload);
  return text === '' ? null : text;
}

/** The payload as the script left it, with its metadata; flow variables that it changed hold from now on. */
export function takeOutcome(
  { given, payload: text, wasEncoded, rest, returned }: ScriptOutcome,
  payload: Payload,
  context: RunContext,
  script: string,
  step: string,
): Payload {
  if (!returned) context.warn(`Script "${script}" returned nothing; the payload stays as it was.`, step);
  if (wasEncoded) context.warn(`Script "${script}" returned a payload that is no text; it was written as JSON.`, step);
  if (rest !== undefined) takeVariables(rest, context, script);
  const meta = rest === undefined ? payload.meta : metaOf(rest, payload.meta, script, step);
  const changed = text === undefined || text === given ? payload : withText(payload, text, context.codecs);
  if (meta === payload.meta) return changed;
  return withMeta(changed, meta);
}

/** Metadata with what a script returned of it. Errors: `run/metadata-too-large`, `run/script-result`. */
export function metaOf(rest: ScriptRest, before: Meta, script: string, step: string): Meta {
  const meta = mergedTexts(before, rest['meta'], 'meta', script);
  if (meta !== before) requireSmallMeta(meta, step);
  return meta;
}

/** Flow variables that a script changed hold from now on. */

export function takeVariables(rest: ScriptRest, context: RunContext, script: string): void {
  const { flow } = rest;
  // An empty map is an empty list in PHP.
  if (flow === undefined || flow === null || (Array.isArray(flow) && flow.length === 0)) return;
  if (!isObject(flow)) throw wrongResult(script, '"flow" is no object');
  const before = Object.fromEntries(context.variables);
  const after = mergedTexts(before, flow['variables'], 'flow.variables', script);
  for (const [name, value] of Object.entries(after)) context.variables.set(name, value);
}

/** What was there, with what the script returned on top. Null takes a key away, and other values become text. */
function mergedTexts(
  before: Readonly<Record<string, string>>,
  returned: unknown,
  what: string,
  script: string,
): Readonly<Record<string, string>> {
  if (returned === undefined || returned === null) return before;
  if (!isObject(returned)) {
    // An empty map is an empty list in PHP.
    if (Array.isArray(returned) && returned.length === 0) return before;
    throw wrongResult(script, `"${what}" is no object`);
  }
  const after = new Map(Object.entries(before));
  let isChanged = false;
  for (const [key, value] of Object.entries(returned)) {
    const text = value === null ? undefined : typeof value === 'string' ? value : JSON.stringify(value);
    if (after.get(key) === text) continue;
    isChanged = true;
    if (text === undefined) after.delete(key);
    else after.set(key, text);
  }
  return isChanged ? Object.fromEntries(after) : before;
}

function withText(payload: Payload, text: string | null, codecs: Codecs): Payload {
  const rest = { ...originOf(payload), meta: payload.meta };
  if (text === null || text === '') return { ...rest, value: undefined, format: payload.format };
  const value = jsonIn(text, payload.format);
  if (value !== undefined) return { ...rest, value: value.json, format: 'json' };
  const format = formatOf(text, payload.format);
  const codec = codecs.of(format);
  // The script may have chosen another delimiter.
  const { delimiter: _, ...layout } = format === payload.format ? (payload.layout ?? {}) : {};
  return encodedPayload(Buffer.from(text), { ...rest, format, layout, ...(codec === undefined ? {} : { codec }) });
}

/** What looks like JSON and is none is text. */
function jsonIn(text: string, before: PayloadFormat): { readonly json: unknown } | undefined {
  if (before !== 'json' && !/^\s*[[{]/u.test(text)) return undefined;
  try {
    return { json: parseJson(text) };
  } catch {
    return undefined;
  }
}

/** A script may turn one format into another; its text says which. */
function formatOf(text: string, before: PayloadFormat): PayloadFormat {
  if (text.trimStart().startsWith('<')) return 'xml';
  return before === 'csv' ? 'csv' : 'txt';
}
