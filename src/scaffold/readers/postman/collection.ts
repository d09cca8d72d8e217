import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { isObject, type JsonObject } from '../../../text/json.ts';
import { joinPointer } from '../../../text/pointer.ts';

/** A request with what it inherits from the folders around it. */
export interface CollectionRequest {
  readonly name: string;
  /** Names of the folders around it, outermost first. */
  readonly folders: readonly string[];
  /** The `auth` member that holds for it, from the request or the nearest folder; `undefined`: that of the collection. */
  readonly auth: unknown;
  readonly request: JsonObject;
  readonly responses: readonly JsonObject[];
  readonly pointer: string;
}

export interface Collection {
  readonly name: string;
  readonly description: string | undefined;
  readonly version: '2.0' | '2.1';
  readonly auth: unknown;
  /** Values of collection and folder variables that are literal text. */
  readonly variables: ReadonlyMap<string, string>;
  readonly requests: readonly CollectionRequest[];
  /** Requests that could not be made sense of. */
  readonly unreadable: readonly { readonly name: string; readonly reason: string; readonly pointer: string }[];
  readonly folders: ReadonlyMap<string, string>;
  /** Pointers of scripts, in the order of the collection. */
  readonly scripts: readonly string[];
}

/** True for a value that calls itself, or plainly is, a Postman collection. */
export function isCollection(value: unknown): value is JsonObject {
  if (!isObject(value)) return false;
  const document = isObject(value['collection']) ? value['collection'] : value;
  const info = document['info'];
  if (!isObject(info)) return false;
  const schema = info['schema'];
  return (typeof schema === 'string' && schema.includes('getpostman.com')) || Array.isArray(document['item']);
}

/** Flattens a collection. Members of the wrong type are left out and reported. */
export function readCollection(root: JsonObject, report: (finding: Finding) => void): Collection {
  // The Postman API wraps what it exports.
  const isWrapped = isObject(root['collection']) && !Array.isArray(root['item']);
  const document = isWrapped ? (root['collection'] as JsonObject) : root; // checked on the line above
  const base = isWrapped ? '/collection' : '';
  const info = isObject(document['info']) ? document['info'] : {};
  const requests: CollectionRequest[] = [];
  const unreadable: Collection['unreadable'][number][] = [];
  const variables = new Map<string, string>();
  const folders = new Map<string, string>();
  const scripts: string[] = [];

  const readShared = (holder: JsonObject, pointer: string): void => {
    for (const { key, value } of listOf(holder['variable'], joinPointer(pointer, 'variable'), report)) {
      const name = textOf(value['key']) ?? textOf(value['id']);
      const text = scalarText(value['value']);
      if (name === undefined) report(malformed(joinPointer(pointer, 'variable', key), 'A variable without a key'));
      else if (text !== undefined && text !== '' && !variables.has(name)) variables.set(name, text);
    }
    const events = holder['event'];
    if (Array.isArray(events) && events.length > 0) scripts.push(joinPointer(pointer, 'event'));
  };

  const readItems = (value: unknown, pointer: string, around: readonly string[], auth: unknown): void => {
    for (const { key, value: item } of listOf(value, pointer, report)) {
      const at = joinPointer(pointer, key);
      const name = textOf(item['name']) ?? '';
      readShared(item, at);
      if ('item' in item || !('request' in item)) {
        if (!('item' in item)) {
          report(malformed(at, `"${name}" is neither a folder nor a request`));
          continue;
        }
        const path = [...around, name === '' ? 'Folder' : name];
        const description = descriptionOf(item['description']);
        if (description !== undefined) folders.set(path.join('\u001F'), description);
        readItems(item['item'], joinPointer(at, 'item'), path, inherited(item['auth'], auth));
        continue;
      }
      const request = readRequest(item['request']);
      if (request === undefined) {
        unreadable.push({
          name,
          reason: 'Its "request" is neither an object nor a URL.',
          pointer: joinPointer(at, 'request'),
        });
        continue;
      }
      requests.push({
        name,
        folders: around,
        auth: inherited(request['auth'], auth),
        request,
        responses: listOf(item['response'], joinPointer(at, 'response'), report).map((response) => response.value),
        pointer: at,
      });
    }
  };

  readShared(document, base);
  readItems(document['item'], `${base}/item`, [], undefined);
  return {
    name: textOf(info['name']) ?? 'Collection',
    description: descriptionOf(info['description']),
    version: (textOf(info['schema']) ?? '').includes('v2.0') ? '2.0' : '2.1',
    auth: document['auth'],
    variables,
    requests,
    unreadable,
    folders,
    scripts,
  };
}

/** `null` and absence both mean: as outside. */
function inherited(own: unknown, outer: unknown): unknown {
  return own === null || own === undefined ? outer : own;
}

/** A request is an object, or nothing but its URL. */
function readRequest(value: unknown): JsonObject | undefined {
  if (typeof value === 'string') return { method: 'GET', url: value };
  return isObject(value) ? value : undefined;
}

interface Entry {
  readonly key: number;
  readonly value: JsonObject;
}

/** The objects of a list. Anything else in it, or instead of it, is reported. */
export function listOf(value: unknown, pointer: string, report: (finding: Finding) => void): readonly Entry[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report(malformed(pointer, 'A list belongs here, which this is not'));
    return [];
  }
  const entries: Entry[] = [];
  for (const [key, item] of value.entries()) {
    if (isObject(item)) entries.push({ key, value: item });
    else report(malformed(joinPointer(pointer, key), 'An entry that is no object'));
  }
  return entries;
}

function malformed(pointer: string, what: string): Finding {
  return {
    code: 'scaffold/malformed-collection',
    message: `${what}; it was left out.`,
    help: 'Export the collection from Postman again, as Collection v2.1.',
    pointer,
  };
}

export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

export function scalarText(value: unknown): string | undefined {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    ? String(value)
    : undefined;
}

/** Text, or an object with the text as `content`. Generators write the word null where there is none. */
export function descriptionOf(value: unknown): string | undefined {
  const text = isObject(value) ? textOf(value['content']) : textOf(value);
  return text === undefined || text.trim() === '' || text === 'null' ? undefined : text;
}
