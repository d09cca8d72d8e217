import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { isObject, type JsonObject } from '../../../text/json.ts';
import { joinPointer } from '../../../text/pointer.ts';
import type { OperationParameter, Server } from '../../api-model.ts';
import { isTellingName, looksSecret } from '../redact.ts';
import { descriptionOf, listOf, scalarText, textOf } from './collection.ts';
import { placeholderOf } from './loose-json.ts';

export interface RequestUrl {
  readonly server: Server;
  /** With {parameter} templates, beginning with a slash. */
  readonly path: string;
  readonly parameters: readonly OperationParameter[];
}

interface Context {
  readonly variables: ReadonlyMap<string, string>;
  readonly pointer: string;
  report(finding: Finding): void;
}

const variable = /\{\{\s*([^{}]*?)\s*\}\}/gu;

/** Takes a URL apart, whether it is text or an object. `undefined` when it names no place at all. */
export function readUrl(value: unknown, context: Context): RequestUrl | undefined {
  const parts = isObject(value) ? partsOfObject(value) : typeof value === 'string' ? partsOfText(value) : undefined;
  if (parts === undefined || (parts.base === '' && parts.path.length === 0)) return undefined;
  const filled = fill(parts.base, context.variables);
  const base = filled.replace(/(?<=^(?:[a-z][a-z\d+.-]*:\/\/)?)[^/@]*@/iu, '');
  if (base !== filled) context.report(secretFinding('user name and password of the URL', context.pointer));
  const object = isObject(value) ? value : {};
  const described = new Map(
    listOf(object['variable'], joinPointer(context.pointer, 'variable'), context.report).map(
      ({ value: entry }) => [textOf(entry['key']) ?? textOf(entry['id']) ?? '', entry] as const,
    ),
  );
  const { path, names } = readPath(parts.path);
  return {
    server: serverOf(base),
    path,
    parameters: [
      ...names.map(({ name, key }) => pathParameter(name, described.get(key) ?? {}, context.variables.get(key))),
      ...readQuery(object['query'], parts.query, context),
    ],
  };
}

interface Parts {
  /** Scheme, host and port as they are written; may be one variable. */
  readonly base: string;
  readonly path: readonly string[];
  readonly query: string;
}

function partsOfText(raw: string): Parts {
  const [withoutFragment = ''] = raw.split('#');
  const at = withoutFragment.indexOf('?');
  const address = at < 0 ? withoutFragment : withoutFragment.slice(0, at);
  const [, scheme = '', rest = ''] = /^([a-z][a-z\d+.-]*:\/\/)?(.*)$/isu.exec(address) ?? [];
  const [host = '', ...path] = rest.split('/');
  return { base: scheme + host, path, query: at < 0 ? '' : withoutFragment.slice(at + 1) };
}

function partsOfObject(url: JsonObject): Parts | undefined {
  const raw = partsOfText(textOf(url['raw']) ?? '');
  const host = joined(url['host'], '.');
  const path = url['path'];
  if (host === undefined && path === undefined) return url['raw'] === undefined ? undefined : raw;
  const protocol = textOf(url['protocol']);
  const port = scalarText(url['port']);
  const segments = Array.isArray(path)
    ? path.map((segment) => (isObject(segment) ? (textOf(segment['value']) ?? '') : (scalarText(segment) ?? '')))
    : (textOf(path)?.replace(/^\//u, '').split('/') ?? []);
  return {
    base:
      (protocol === undefined || host?.includes('://') === true ? '' : `${protocol.replace(/:?\/*$/u, '')}://`) +
      (host ?? '') +
      (port === undefined || port === '' ? '' : `:${port}`),
    path: segments,
    query: Array.isArray(url['query']) ? '' : raw.query,
  };
}

function joined(value: unknown, separator: string): string | undefined {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? value.map((part) => scalarText(part) ?? '').join(separator) : undefined;
}

/** What has no value in the collection becomes a variable of the server. */
function serverOf(base: string): Server {
  const variables = new Map<string, { default: string }>();
  const url = base.replaceAll(variable, (_, name: string) => {
    const safe = parameterName(name);
    variables.set(safe, { default: '' });
    return `{${safe}}`;
  });
  const withScheme = url.includes('://') || url.startsWith('{') ? url : `https://${url}`;
  return { url: withScheme.replace(/\/+$/u, ''), variables };
}

/** Replaces variables by their values, also inside of values; a secret is never put into an address. */
function fill(text: string, values: ReadonlyMap<string, string>): string {
  let filled = text;
  for (let depth = 0; depth < 5 && filled.includes('{{'); depth++) {
    filled = filled.replaceAll(variable, (token, name: string) => {
      const value = values.get(name);
      return value === undefined || looksSecret(name, value) ? token : value;
    });
  }
  return filled;
}

interface PathName {
  /** As in the template. */
  readonly name: string;
  /** As in the collection. */
  readonly key: string;
}

/** `:id`, `{{id}}`, `<id>` and `{id}` are parameters, also as a part of a segment. */
function readPath(segments: readonly string[]): { path: string; names: readonly PathName[] } {
  const names: PathName[] = [];
  const take = (key: string): string => {
    const wanted = parameterName(key);
    const taken = names.filter(({ name }) => name === wanted || name.startsWith(`${wanted}_`)).length;
    const name = taken === 0 ? wanted : `${wanted}_${taken + 1}`;
    names.push({ name, key });
    return `{${name}}`;
  };
  const path = segments.map((segment) => {
    const [, whole] = /^:(.+)$/u.exec(segment) ?? [];
    if (whole !== undefined) return take(whole);
    const templated = /\{\{\s*([^{}]*?)\s*\}\}|<([^<>]+)>|\{([^{}]+)\}/gu;
    return segment.replaceAll(templated, (_, a?: string, b?: string, c?: string) => take(a ?? b ?? c ?? ''));
  });
  return { path: `/${path.join('/')}`, names };
}

function parameterName(key: string): string {
  const name = key.replaceAll(/[^\p{L}\p{N}_.$-]+/gu, '_').replaceAll(/^_+|_+$/gu, '');
  return name === '' ? 'value' : name;
}

function pathParameter(name: string, entry: JsonObject, known: string | undefined): OperationParameter {
  const description = descriptionOf(entry['description'])?.replace(/^\(Required\)\s*/iu, '');
  const value = scalarText(entry['value']) ?? known ?? '';
  return {
    name,
    in: 'path',
    required: true,
    ...(description === undefined ? {} : { description }),
    schema: placeholderOf(value)?.schema ?? { type: 'string' },
    style: 'simple',
    explode: false,
    ...exampleOf(name, value),
  };
}

function readQuery(entries: unknown, text: string, context: Context): readonly OperationParameter[] {
  const listed = Array.isArray(entries)
    ? listOf(entries, joinPointer(context.pointer, 'query'), context.report)
    : text
        .split('&')
        .filter((pair) => pair !== '')
        .map((pair, key) => {
          const at = pair.indexOf('=');
          const value: JsonObject = { key: at < 0 ? pair : pair.slice(0, at), value: at < 0 ? '' : pair.slice(at + 1) };
          return { key, value };
        });
  const byName = new Map<string, { parameter: OperationParameter; count: number }>();
  for (const { key, value: entry } of listed) {
    const name = textOf(entry['key']) ?? '';
    if (name === '') continue;
    // Collections made from RAML list patterns of names: nothing that could be sent.
    if (/^\/\^.*\$\/$/u.test(name)) continue;
    const before = byName.get(name);
    const value = scalarText(entry['value']) ?? '';
    if (looksSecret(name, value)) context.report(secretFinding(name, joinPointer(context.pointer, 'query', key)));
    const parameter = queryParameter(name, value, entry);
    byName.set(name, { parameter: before?.parameter ?? parameter, count: (before?.count ?? 0) + 1 });
  }
  return Array.from(byName.values(), ({ parameter, count }) => (count > 1 ? asList(parameter) : parameter));
}

/**
 * A value that only the caller knows makes an entry required; a literal is what the API gets when nothing else is
 * said, and stays optional, as does everything that is switched off.
 */
function queryParameter(name: string, value: string, entry: JsonObject): OperationParameter {
  const described = descriptionOf(entry['description']);
  const isMarked = described !== undefined && /^\(Required\)/iu.test(described);
  const hint = placeholderOf(value);
  const isOpen = hint === undefined && /\{\{[^{}$]*\}\}|^<[^<>]+>$/u.test(value);
  const isLiteral = value !== '' && hint === undefined && !/\{\{|^</u.test(value) && !looksSecret(name, value);
  const description = described?.replace(/^\(Required\)\s*/iu, '');
  return {
    name,
    in: 'query',
    required: isMarked || (isOpen && entry['disabled'] !== true),
    ...(description === undefined ? {} : { description }),
    schema: hint?.schema ?? {
      type: 'string',
      ...(isLiteral && entry['disabled'] !== true ? { default: value } : {}),
    },
    style: 'form',
    explode: true,
    ...exampleOf(name, value),
  };
}

function asList(parameter: OperationParameter): OperationParameter {
  const { example, ...rest } = parameter;
  return {
    ...rest,
    schema: { type: 'array', items: parameter.schema },
    ...(example === undefined ? {} : { example: [example] }),
  };
}

function exampleOf(name: string, value: string): { example?: unknown } {
  const hint = placeholderOf(value);
  if (hint !== undefined) return { example: hint.example };
  return value === '' || /\{\{|^<|^:/u.test(value) || isTellingName(name) || looksSecret(name, value)
    ? {}
    : { example: value };
}

export function secretFinding(name: string, pointer: string): Finding {
  return {
    code: 'scaffold/secret-redacted',
    message: `"${name}" has a value that looks like a secret; it was not copied.`,
    help: 'Replace it by a {{variable}} in the collection, and change the secret at its issuer if the file was shared.',
    pointer,
  };
}
