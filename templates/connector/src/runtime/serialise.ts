// Parameters on the wire: OpenAPI 3.1, "Style Values"; collection formats of Swagger 2 map onto the same styles.
import { ExactNumber, numberText } from './exact-number.ts';
import { stringifyJson } from './json.ts';
import type { Input, ParameterSpec } from './operation.ts';

type Pair = readonly [name: string, value: string];

export interface SerialisedParameters {
  readonly path: string;
  /** Without the question mark; empty when there is none. */
  readonly query: string;
  readonly headers: readonly Pair[];
  readonly cookies: readonly string[];
}

/** Puts the input's parameters where they belong. Absent ones (`undefined`) are left out. */
export function serialiseParameters(
  path: string,
  parameters: readonly ParameterSpec[],
  input: Input,
): SerialisedParameters {
  let filled = path;
  const query: string[] = [];
  const headers: Pair[] = [];
  const cookies: string[] = [];
  for (const parameter of parameters) {
    const key = parameter.key ?? parameter.name;
    const value = Object.hasOwn(input, key) ? input[key] : undefined;
    if (value === undefined) {
      if (parameter.in === 'path') throw new TypeError(`The path parameter "${key}" is missing`);
      continue;
    }
    const encode = parameter.allowReserved === true ? encodeReserved : encodeURIComponent;
    if (parameter.in === 'path')
      filled = filled.replaceAll(`{${parameter.name}}`, () => pathText(parameter, value, encode));
    else if (parameter.in === 'query')
      for (const [name, text] of queryPairs(parameter, value, encode)) query.push(`${encodeName(name)}=${text}`);
    else if (parameter.in === 'header') headers.push([parameter.name, simple(parameter, value, (text) => text)]);
    else for (const [name, text] of queryPairs(parameter, value, encode)) cookies.push(`${name}=${text}`);
  }
  return { path: filled, query: query.join('&'), headers, cookies };
}

function pathText(parameter: ParameterSpec, value: unknown, encode: (text: string) => string): string {
  const explode = parameter.explode ?? false;
  switch (parameter.style) {
    case 'label':
      return `.${simple(parameter, value, encode, explode ? '.' : ',')}`;
    case 'matrix': {
      const pairs =
        explode && Array.isArray(value)
          ? value.map((item): Pair => [parameter.name, encode(textOf(item))])
          : explode && isObject(value)
            ? entriesOf(value).map(([name, item]): Pair => [encode(name), encode(textOf(item))])
            : [[parameter.name, simple({ ...parameter, explode: false }, value, encode)] as const];
      return pairs.map(([name, text]) => `;${name}=${text}`).join('');
    }
    default: {
      const text = simple(parameter, value, encode);
      // A path segment "." or ".." would be resolved away and reach another endpoint.
      return /^\.{1,2}$/.test(text) ? text.replaceAll('.', '%2E') : text;
    }
  }
}

function simple(
  parameter: ParameterSpec,
  value: unknown,
  encode: (text: string) => string,
  separator = ',',
): string {
  if (parameter.json === true) return encode(stringifyJson(value) ?? '');
  if (Array.isArray(value)) return value.map((item) => encode(textOf(item))).join(separator);
  if (!isObject(value)) return encode(textOf(value));
  const pairs = entriesOf(value).map(([name, item]): Pair => [encode(name), encode(textOf(item))]);
  return parameter.explode === true
    ? pairs.map(([name, text]) => `${name}=${text}`).join(separator)
    : pairs.flat().join(separator);
}

const delimiters: Readonly<Record<string, string>> = {
  form: ',',
  spaceDelimited: '%20',
  pipeDelimited: '%7C',
  tabDelimited: '%09',
};

function queryPairs(parameter: ParameterSpec, value: unknown, encode: (text: string) => string): Pair[] {
  const { name, style = 'form' } = parameter;
  const explode = parameter.explode ?? style === 'form';
  if (parameter.json === true) return [[name, encode(stringifyJson(value) ?? '')]];
  if (!Array.isArray(value) && !isObject(value)) return [[name, encode(textOf(value))]];
  if (style === 'deepObject') return deepPairs(name, value).map(([path, text]) => [path, encode(text)]);
  const delimiter = delimiters[style] ?? ',';
  if (Array.isArray(value)) {
    const texts = value.map((item) => encode(textOf(item)));
    return explode ? texts.map((text) => [name, text]) : [[name, texts.join(delimiter)]];
  }
  const pairs = entriesOf(value).map(([key, item]): Pair => [key, encode(textOf(item))]);
  return explode ? pairs : [[name, pairs.map(([key, text]) => `${encode(key)}${delimiter}${text}`).join(delimiter)]];
}

/** `filter[status][0]=open`: the way that PHP, Rails and Stripe read nested values. */
export function deepPairs(name: string, value: unknown): Pair[] {
  if (value === undefined) return [];
  if (Array.isArray(value)) return value.flatMap((item, index) => deepPairs(`${name}[${index}]`, item));
  if (isObject(value))
    return entriesOf(value).flatMap(([key, item]) => deepPairs(`${name}[${key}]`, item));
  return [[name, textOf(value)]];
}

/** Text of a scalar; objects inside a style that has no room for them become JSON. */
export function textOf(value: unknown): string {
  if (value === null) return '';
  if (value instanceof Date) return value.toISOString();
  if (typeof value === 'number') return numberText(value);
  return Array.isArray(value) || isObject(value) ? (stringifyJson(value) ?? '') : String(value);
}

/** Something with members; dates and exact numbers are single values. */
export function isObject(value: unknown): value is object {
  const isSingle = Array.isArray(value) || value instanceof Date || value instanceof ExactNumber;
  return typeof value === 'object' && value !== null && !isSingle;
}

function entriesOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, item]) => item !== undefined);
}

/** Brackets stay readable: every server that takes `filter[status]` takes them plain. */
export function encodeName(name: string): string {
  return encodeURIComponent(name).replaceAll('%5B', '[').replaceAll('%5D', ']');
}

function encodeReserved(text: string): string {
  return encodeURIComponent(text).replaceAll(/%(?:3A|2F|3F|5B|5D|40|21|24|27|28|29|2A|2B|2C|3B|3D)/g, decodeURIComponent);
}
