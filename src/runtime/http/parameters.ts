import {
  encodeName,
  type SerialisedParameters,
  serialiseParameters,
} from '../../../templates/connector/src/runtime/serialise.ts';
import type { Parameter } from '../../connector/definition.ts';
import { TerminalError } from '../../contract/errors.ts';
import { parseJson } from '../../text/json-codec.ts';
import { isList, withTexts } from './written-value.ts';

/** A parameter with its value; `key` as it goes over the wire. */
export interface Filled {
  readonly location: string;
  readonly key: string;
  readonly value: string;
  /** How it is written, where the definition says so. */
  readonly written?: Parameter | undefined;
}

/** Parameters of one place and name: all their values, in order. */
export interface ParameterGroup {
  readonly location: string;
  readonly key: string;
  readonly values: readonly string[];
  readonly written: Parameter | undefined;
}

/**
 * Parameters that are given several times keep all their values, in order. What a later source says replaces what an
 * earlier one says, in its place; how it is written stays.
 */
export function groupParameters(sources: readonly Iterable<Filled>[]): Iterable<ParameterGroup> {
  const groups = new Map<string, ParameterGroup>();
  for (const source of sources)
    for (const [id, filled] of Map.groupBy(source, idOf)) {
      const [first] = filled;
      if (first === undefined) continue;
      const written = filled.find((one) => one.written !== undefined)?.written ?? groups.get(id)?.written;
      groups.set(id, { location: first.location, key: first.key, values: filled.map(({ value }) => value), written });
    }
  return groups.values();
}

function idOf({ location, key }: Filled): string {
  return location === 'header' ? `header ${key.toLowerCase()}` : `${location} ${key}`;
}

/** Whether a definition says of a parameter how it is written. */
function isStyled({ style, json, allowReserved }: Parameter): boolean {
  return style !== undefined || json === true || allowReserved === true;
}

/** The pairs of a query, encoded, with `=`. */
export function queryPairs({ key, values, written }: ParameterGroup): readonly string[] {
  if (written === undefined || !isStyled(written))
    return values.map((value) => `${encodeName(key)}=${encodeURIComponent(value)}`);
  const { query } = serialise('query', { key, values, written });
  return query === '' ? [] : query.split('&');
}

export function cookiesOf(group: ParameterGroup): readonly string[] {
  return serialise('cookie', group).cookies;
}

/** `undefined` where nothing is said of how it is written. */
function styledHeader(group: ParameterGroup): string | undefined {
  if (group.written === undefined || !isStyled(group.written)) return undefined;
  return serialise('header', group).headers[0]?.[1];
}

/** The value of a token of the path, encoded. */
export function pathText(group: ParameterGroup): string {
  return serialise('path', group).path;
}

function serialise(
  place: 'query' | 'header' | 'cookie' | 'path',
  { key: name, values, written }: Omit<ParameterGroup, 'location'>,
): SerialisedParameters {
  const { style, explode, allowReserved } = written ?? {};
  const settings = { ...defined('style', style), ...defined('explode', explode) };
  const spec = { name, in: place, ...settings, ...defined('allowReserved', allowReserved) } as const;
  return serialiseParameters(place === 'path' ? `{${name}}` : '', [spec], { [name]: valueOf(values, written) });
}

function defined<Key extends string, Value>(key: Key, value: Value | undefined): { readonly [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value }); // a computed key loses its literal type
}

/** A list, an object, or the text as it is. Several values are a list. */
function valueOf(values: readonly string[], written: Parameter | undefined): unknown {
  const [first = '', ...more] = values;
  if (written?.json === true) return more.length === 0 ? jsonText(first) : `[${values.map(jsonText).join()}]`;
  if (more.length > 0) return values;
  if (written?.style === undefined || !/^\s*[[{]/u.test(first)) return first;
  const value = readJson(first);
  return isList(value) ? withTexts(value) : first;
}

/** JSON as it is, without white space; any other text as a JSON string. */
function jsonText(text: string): string {
  const value = readJson(text);
  return JSON.stringify(value === undefined ? text : value);
}

function readJson(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

/** The same URL with these pairs instead of those of the same name. */
export function setQuery(url: URL, key: string, pairs: readonly string[]): void {
  const others = url.search
    .slice(1)
    .split('&')
    .filter((pair) => pair !== '');
  const isSame = (pair: string): boolean => [...new URLSearchParams(pair).keys()][0] === key;
  const at = others.findIndex(isSame);
  const kept = others.filter((pair) => !isSame(pair));
  kept.splice(at < 0 ? kept.length : at, 0, ...pairs);
  url.search = kept.join('&');
}

/** Headers that hold one value and no list. */
const single: ReadonlySet<string> = new Set(['authorization', 'content-length', 'content-type', 'host']);

/** Errors: TerminalError `run/bad-header`. `place`: whose it is. */
export function headerText(group: ParameterGroup, place: string): string {
  const name = group.key.toLowerCase();
  const styled = styledHeader(group);
  if (styled !== undefined) return styled;
  const different = [...new Set(group.values)];
  if (!single.has(name)) return group.values.join(name === 'cookie' ? '; ' : ', ');
  if (different.length === 1) return different.join('');
  throw new TerminalError({
    code: 'run/bad-header',
    message: `${place}: header "${name}" is given ${different.length} different values, and it takes one.`,
    help: 'Take all but one away.',
  });
}
