import type { Endpoint } from '../../connector/definition.ts';
import { isObject } from '../../text/json.ts';
import { graphqlQueryOf } from '../analyse/graphql.ts';
import type { SchemaView } from '../analyse/schema-view.ts';
import type { JsonSchema, MediaContent, Operation } from '../api-model.ts';
import type { ConnectorEndpoint } from '../connector-model.ts';
import { shapeOf } from '../schema/shape.ts';
import { variableKey } from './auth-definition.ts';
import { type BodyKind, chooseBody, sentAs } from '../media.ts';
import { pageParameters } from './page-parameters.ts';

export interface BodyDefinition extends Pick<
  Endpoint,
  'bodyType' | 'contentType' | 'encoding' | 'body' | 'payloadPath'
> {
  /** Tokens of `body` with what a value is, in the order in which they stand. */
  readonly tokens: ReadonlyMap<string, 'json' | undefined>;
  /** What is described and cannot be sent. */
  readonly lost?: string;
}

/** How the body of a request is made: what is sent with it, or what it reads with. */
export function bodyDefinition(endpoint: ConnectorEndpoint, view: SchemaView): BodyDefinition {
  const { operation, direction } = endpoint;
  const none = { tokens: new Map<string, 'json' | undefined>() };
  const chosen = bodyOf(operation);
  if (chosen === undefined)
    return direction === 'Send' && operation.method === 'DELETE' ? { ...none, bodyType: 'none' } : none;
  const query = graphqlQueryOf(operation);
  if (query !== undefined) return graphqlBody(query, chosen.content, direction);
  const { content, kind } = chosen;
  if (direction === 'Receive')
    return { ...none, ...readingBody(kind, content, view), ...writtenBody(endpoint, content) };
  return { ...none, ...sentBody(kind, content, view) };
}

/** The body that goes out where there is a choice; none where requests have none. */
function bodyOf({ method, body }: Operation): { content: MediaContent; kind: BodyKind } | undefined {
  return method === 'GET' || method === 'HEAD' ? undefined : chooseBody(body?.contents ?? []);
}

type Written = Omit<BodyDefinition, 'tokens'>;

function sentBody(kind: BodyKind, content: MediaContent, view: SchemaView): Written {
  switch (kind) {
    case 'json':
      return { bodyType: 'json', ...typed(content, 'application/json') };
    case 'form':
      return {
        bodyType: 'form',
        ...typed(content, 'application/x-www-form-urlencoded'),
        ...formEncoding(content, view),
      };
    case 'multipart':
      return { bodyType: 'multipart', ...partEncoding(content, view) };
    case 'raw': {
      const type = sentAs(content);
      if (type.startsWith('multipart/')) return { bodyType: 'text', contentType: type, lost: `a body of type ${type}` };
      return /[/+]xml\b/u.test(type)
        ? { bodyType: 'xml', ...typed(content, 'application/xml') }
        : { bodyType: 'text', contentType: type };
    }
  }
}

/** A search is asked with members of its body, which steps fill one by one. */
function readingBody(kind: BodyKind, content: MediaContent, view: SchemaView): Written {
  if (kind !== 'json' && kind !== 'form') return { lost: `a body of type ${sentAs(content)} that is read with` };
  const isList = view.elements(content.schema) !== undefined;
  const lost = isList ? { lost: 'a body that is a list and is read with' } : {};
  return kind === 'json'
    ? { ...typed(content, 'application/json'), ...lost }
    : { bodyType: 'form', contentType: sentAs(content), ...formEncoding(content, view), ...lost };
}

function typed(content: MediaContent, usual: string): { readonly contentType?: string } {
  const type = sentAs(content);
  return type === usual ? {} : { contentType: type };
}

/** Lists repeat their name, as OpenAPI has it, where nothing else is said. */
function formEncoding({ schema, encoding = {} }: MediaContent, view: SchemaView): Pick<Endpoint, 'encoding'> {
  const members = view.members(schema);
  const isDeep = (name: string): boolean => encoding[name]?.style === 'deepObject';
  const lists = [...members].filter(([name, member]) => mayBeList(member, view) && !isDeep(name));
  // What is all written with brackets needs no word.
  if (members.size > 0 && lists.length === 0) return {};
  const own = lists.filter(([name]) => encoding[name]?.explode === false);
  return {
    encoding: {
      lists: 'repeated',
      ...(own.length === 0 && ![...members.keys()].some(isDeep)
        ? {}
        : {
            members: Object.fromEntries([
              ...own.map(([name]) => [name, { explode: false }] as const),
              ...[...members.keys()].filter(isDeep).map((name) => [name, { style: 'deepObject' }] as const),
            ]),
          }),
    },
  };
}

function partEncoding({ schema, encoding = {} }: MediaContent, view: SchemaView): Pick<Endpoint, 'encoding'> {
  const members = [...view.members(schema)].flatMap(([name, member]) => {
    const contentType = encoding[name]?.contentType;
    const isFile = isBinary(member, view) || isBinary(view.elements(member), view);
    if (contentType === undefined && !isFile) return [];
    return [
      [
        name,
        { ...(contentType === undefined ? {} : { contentType }), ...(isFile ? { file: true as const } : {}) },
      ] as const,
    ];
  });
  return members.length === 0 ? {} : { encoding: { members: Object.fromEntries(members) } };
}

function isBinary(schema: JsonSchema | undefined, view: SchemaView): boolean {
  const resolved = view.resolve(schema);
  return resolved?.format === 'binary' || resolved?.oneOf?.some((one) => isBinary(one, view)) === true;
}

function mayBeList(schema: JsonSchema, view: SchemaView): boolean {
  const { kind } = shapeOf(view.resolve(schema) ?? schema);
  return kind === 'any' || view.elements(schema) !== undefined;
}

/** A search as a collection has it written down, but for the members that pages set. */
function writtenBody(
  { pagination }: ConnectorEndpoint,
  { template, jsonTokens }: MediaContent,
): Partial<BodyDefinition> {
  if (!isObject(template)) return {};
  const counted = pageParameters(pagination?.value);
  const body = Object.fromEntries(Object.entries(template).filter(([name]) => !counted.has(name)));
  return withTokens(body, jsonTokens);
}

function withTokens(
  value: Readonly<Record<string, unknown>>,
  jsonTokens: ReadonlySet<string> = new Set(),
): {
  readonly body: Record<string, unknown>;
  readonly tokens: BodyDefinition['tokens'];
} {
  const body = Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withKeys(member)]));
  const types = new Set([...jsonTokens].map(variableKey));
  return { body, tokens: new Map(tokensIn(body).map((key) => [key, types.has(key) ? 'json' : undefined])) };
}

/** Tokens by keys that a definition can have. */
function withKeys(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replaceAll(/\{\{\s*([^{}]*?)\s*\}\}/gu, (_, name: string) => `{{${variableKey(name)}}}`);
  if (Array.isArray(value)) return value.map(withKeys);
  return isObject(value)
    ? Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withKeys(item)]))
    : value;
}

/** A query goes out as it is written, with the variables of the collection; a mutation with those that are sent. */
function graphqlBody(query: string, content: MediaContent, direction: Endpoint['direction']): BodyDefinition {
  const isSent = direction === 'Send';
  const template = isObject(content.template) ? content.template['variables'] : undefined;
  const { body, tokens } = withTokens(
    { query, ...(isObject(template) && !isSent ? { variables: template } : {}) },
    content.jsonTokens,
  );
  return { body, tokens, ...(isSent ? { bodyType: 'json', payloadPath: 'variables' } : {}) };
}

/** Keys of the {{key}} tokens in the texts of a value. */
function tokensIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return Array.from(value.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/gu), ([, key = '']) => key);
  if (typeof value !== 'object' || value === null) return [];
  return [...new Set(Object.values(value).flatMap(tokensIn))];
}

interface BodyMember {
  readonly name: string;
  readonly isRequired: boolean;
  /** What its values are, where they are all of one kind. */
  readonly type: 'text' | 'json' | undefined;
}

/** Members of the body of a search, those that pages set aside. */
export function searchBodyMembers(
  { operation, direction }: ConnectorEndpoint,
  counted: ReadonlySet<string>,
  view: SchemaView,
): readonly BodyMember[] {
  const chosen = bodyOf(operation);
  if (direction !== 'Receive' || chosen === undefined || graphqlQueryOf(operation) !== undefined) return [];
  if ((chosen.kind !== 'json' && chosen.kind !== 'form') || isObject(chosen.content.template)) return [];
  const { schema } = chosen.content;
  const required = new Set(view.resolve(schema)?.required ?? []);
  return [...view.members(schema)]
    .filter(([name]) => !counted.has(name) && !/[.*\\]/u.test(name))
    .map(([name, member]) => ({ name, isRequired: required.has(name), type: valueType(member, view) }));
}

/** Texts may look like numbers; what may be either is told by its looks. */
function valueType(schema: JsonSchema, view: SchemaView): 'text' | 'json' | undefined {
  const shape = shapeOf(view.resolve(schema) ?? schema);
  if (shape.kind === 'string') return 'text';
  if (shape.kind === 'enum') return shape.values.every((value) => typeof value === 'string') ? 'text' : undefined;
  return ['number', 'integer', 'boolean', 'array', 'tuple', 'object'].includes(shape.kind) ? 'json' : undefined;
}
