import type { JsonSchema, Operation, OperationParameter } from '../api-model.ts';
import { asks, means, states } from './page-words.ts';
import { fieldsOf, isTyped, successContent, type Field, type SchemaView } from './schema-view.ts';
import { wordsOf } from './words.ts';

/** Everything that speaks for or against pages, gathered once. */
export interface Signs {
  readonly page?: Input;
  readonly limit?: Input;
  readonly offset?: Input;
  readonly token?: Input;
  readonly nextUrl?: Field;
  readonly nextToken?: Field;
  readonly hasMore?: Field;
  readonly total?: Field;
  readonly pages?: Field;
  readonly linkHeader?: string;
  /** False: only words name the header. */
  readonly isLinkDeclared: boolean;
  readonly recordsAt: string | undefined;
  /** False: nothing at all is known of the answer. */
  readonly isAnswerKnown: boolean;
  readonly recordIdAt?: string;
  /** A parameter that takes something of the last record, and where that stands. */
  readonly keyset?: { readonly input: Input; readonly path: string };
}

export interface Input {
  /** With its parents where it lies deeper in the body. */
  readonly parameter: Pick<OperationParameter, 'name' | 'schema' | 'description'> &
    Partial<Pick<OperationParameter, 'required' | 'example'>>;
  readonly in: 'url' | 'body';
  readonly parents?: readonly string[];
}

/** Reads what an operation and its answer have that may belong to pages. */
export function readSigns(operation: Operation, recordsAt: string | undefined, view: SchemaView): Signs {
  const inputs = inputsOf(operation, view);
  const answer = successContent(operation)?.schema;
  const fields = answer === undefined ? [] : fieldsOf(view, answer, 4);
  const isNumeric = (input: Input): boolean => {
    const schema = view.resolve(input.parameter.schema);
    if (schema?.type === undefined) return view.members(schema).size === 0 && view.elements(schema) === undefined;
    if (isTyped(schema, 'integer', 'number')) return true;
    // Some descriptions call every parameter text; names that may also mean a date or an id are then not believed.
    return (
      isTyped(schema, 'string') &&
      schema.format === undefined &&
      !/^(?:start|from|first|top|p|pg|count|size|max|length|rows|fetch|begin)$/iu.test(input.parameter.name)
    );
  };
  const isText = (input: Input): boolean => {
    const schema = view.resolve(input.parameter.schema);
    return !isTyped(schema, 'boolean', 'array', 'object') && schema?.format?.startsWith('date') !== true;
  };
  const find = (kind: RegExp, accept: (input: Input) => boolean): Input | undefined =>
    inputs.find((input) => means(kind, nameOf(input), input.parents) && accept(input));
  const field = (kind: RegExp, accept: (field: Field) => boolean): Field | undefined =>
    fields.find((one) => means(kind, one.name) && isAboutList(one) && accept(one));
  const typed =
    (...types: readonly string[]) =>
    (one: Field): boolean => {
      const schema = view.resolve(one.schema);
      // Without a type it may be a scalar, unless it has members of its own.
      if (schema?.type === undefined)
        return view.members(one.schema).size === 0 && view.elements(one.schema) === undefined;
      return isTyped(schema, ...types);
    };
  const nextUrl = field(states.nextUrl, (one) => typed('string')(one) && isUrl(one, view)) ?? hrefOfNext(fields);
  const recordIdAt = recordsAt === undefined ? undefined : recordId(answer, recordsAt, view);
  const nextToken = field(
    states.nextToken,
    (one) => typed('string', 'integer', 'number')(one) && one !== nextUrl && !isBackwards(one) && !isUrl(one, view),
  );
  const declaredLink = linkHeaderOf(operation);
  const page = find(asks.page, isNumeric);
  // An offset that is text, given by the answer before, is a token by another name.
  const offset = find(asks.offset, isNumeric);
  const isOpaque = offset !== undefined && isTyped(view.resolve(offset.parameter.schema), 'string');
  const nextOffset = isOpaque
    ? fields.find((one) => /^(?:next_?)?offset$/iu.test(one.name) && typed('string')(one) && !isBackwards(one))
    : undefined;
  // A parameter called "page" that is text, beside a token in the answer, takes the token.
  const isCursor =
    page !== undefined && nextToken !== undefined && isTyped(view.resolve(page.parameter.schema), 'string');
  return {
    ...(isCursor ? {} : defined('page', page)),
    ...defined('limit', find(asks.limit, isNumeric)),
    ...defined('offset', offset),
    ...(nextOffset === undefined
      ? {
          ...defined('token', tokenOf(inputs, nextToken, isText) ?? (isCursor ? page : undefined)),
          ...defined('nextToken', nextToken),
        }
      : { ...defined('token', offset), nextToken: nextOffset }),
    ...defined('nextUrl', nextUrl),
    ...defined('keyset', keysetOf(inputs, answer, recordsAt, view)),
    ...defined('hasMore', field(states.hasMore, typed('boolean'))),
    ...defined(
      'total',
      field(states.total, typed('integer', 'number')) ??
        field(states.count, (one) => typed('integer', 'number')(one) && saysTotal(one, view)),
    ),
    ...defined('pages', field(states.pages, typed('integer', 'number'))),
    ...defined('linkHeader', declaredLink ?? linkInWords(operation)),
    isLinkDeclared: declaredLink !== undefined,
    ...defined('recordIdAt', recordIdAt),
    recordsAt,
    isAnswerKnown: typeof answer === 'object',
  };
}

function defined<Key extends string, Value>(key: Key, value: Value | undefined): { [K in Key]?: Value } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: Value }); // one key, whose value is known
}

/** Query parameters; for a POST also the members of its body, nested ones by path. */
function inputsOf(operation: Operation, view: SchemaView): readonly Input[] {
  const query = operation.parameters
    .filter((parameter) => parameter.in === 'query')
    .map((parameter): Input => ({ parameter, in: 'url' }));
  const [content] = operation.body?.contents ?? [];
  if (operation.method !== 'POST' || content === undefined || !content.mediaType.includes('json')) return query;
  const members = fieldsOf(view, content.schema, 3).map(({ path, schema, parents }): Input => ({
    parameter: { name: path, schema },
    in: 'body',
    parents,
  }));
  return [...query, ...members];
}

/** The last part of a path in the body. */
function nameOf({ parameter: { name }, parents = [] }: Input): string {
  return parents.length === 0 ? name : (name.split('.').at(-1) ?? name);
}

/**
 * The parameter that takes a token: where several could, the one that is called like the token of the answer, because a
 * token of synchronisation is another one than that of pages.
 */
function tokenOf(
  inputs: readonly Input[],
  nextToken: Field | undefined,
  accept: (input: Input) => boolean,
): Input | undefined {
  const found = inputs.filter((input) => means(asks.token, nameOf(input), input.parents) && accept(input));
  const core = (name: string): string =>
    wordsOf(name)
      .filter((word) => !/^(?:next|start|starting|page|end|id|value)$/u.test(word))
      .join('');
  return (nextToken && found.find((input) => core(nameOf(input)) === core(nextToken.name))) ?? found[0];
}

function wordsIn(text: string): ReadonlySet<string> {
  return new Set(text.match(/[\p{L}\p{N}_]+/gu) ?? []);
}

/** "Only orders with an ID greater than this one": the last record says how to go on. */
function keysetOf(
  inputs: readonly Input[],
  answer: JsonSchema | undefined,
  recordsAt: string | undefined,
  view: SchemaView,
): Signs['keyset'] {
  if (recordsAt === undefined) return undefined;
  const record = view.members(view.elements(listAt(answer, recordsAt, view)));
  for (const input of inputs) {
    const { description } = input.parameter;
    const text = description ?? view.resolve(input.parameter.schema)?.description ?? '';
    if (!means(asks.keyset, nameOf(input), input.parents)) continue;
    if (view.resolve(input.parameter.schema)?.format?.startsWith('date') === true) continue;
    if (
      !/\b(?:greater|larger|higher|later|bigger) than\b|\bafter (?:this|which|the (?:given|specified|last))\b/iu.test(
        text,
      )
    )
      continue;
    const named = [...record.keys()].find((name) => name.length > 2 && wordsIn(text).has(name));
    const id = /\bids?\b/iu.test(text) ? [...record.keys()].find((name) => /^id$/iu.test(name)) : undefined;
    const key = named ?? id;
    if (key !== undefined) return { input, path: recordsAt === '' ? `*.${key}` : `${recordsAt}.*.${key}` };
  }
  return undefined;
}

function saysTotal({ schema }: Field, view: SchemaView): boolean {
  return /\b(?:total|overall|all pages|whole|matching)\b/iu.test(view.resolve(schema)?.description ?? '');
}

function isUrl({ name, parents, schema }: Field, view: SchemaView): boolean {
  const resolved = view.resolve(schema);
  const inLinks = parents.some((parent) => /^_?(?:links?|urls?)$|^hyper/iu.test(parent));
  const format = resolved?.format ?? '';
  // A description may link to the documentation.
  const words = (resolved?.description ?? '').replaceAll(/\[[^\]]*\]\([^)]*\)|https?:\/\/\S+/gu, '');
  const example = String(resolved?.examples?.[0] ?? '');
  return (
    /(?:url|uri|link|href)$/iu.test(name) ||
    inLinks ||
    format.startsWith('uri') ||
    /^(?:https?:\/\/|[/?])/u.test(example) ||
    /\b(?:URLs?|URIs?|(?:absolute|relative|full|hyper) ?links?|link to)\b/iu.test(words)
  );
}

/** Stands at the top or below what speaks of the list as a whole: a record has totals of its own. */
function isAboutList({ parents }: Field): boolean {
  return parents.every((parent) => wholes.test(wordsOf(parent).join('_')));
}

const wholes =
  /(?:^|_)(?:meta|metadata|page|pages|paging|pagination|pager|cursors?|links?|info|results?|response|data|list|body|payload|summary|headers?|search|range|collection|next|envelope|output|d|embedded)(?:$|_)|^paging/u;

/** HAL and its like: `_links.next.href`. */
function hrefOfNext(fields: readonly Field[]): Field | undefined {
  return fields.find(
    ({ name, parents }) =>
      /^(?:href|url|link)$/iu.test(name) &&
      /^next$/iu.test(parents.at(-1) ?? '') &&
      !fields.some((field) => field.parents.join() === parents.join() && /^(?:after|token|cursor)$/iu.test(field.name)),
  );
}

/** A cursor of the page before says nothing of the page after. */
function isBackwards({ parents }: Field): boolean {
  return parents.some((parent) => /^(?:prev|previous|before|first)/iu.test(parent));
}

function linkHeaderOf({ responses }: Operation): string | undefined {
  return responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ headers }) => [...headers.keys()])
    .find((name) => /^link$/iu.test(name));
}

function linkInWords({ parameters, description = '' }: Operation): string | undefined {
  const says = [description, ...parameters.map((parameter) => parameter.description ?? '')];
  return says.some(
    (text) => /\blink\b[`\]]{0,2} (?:response )?header/iu.test(text) && /\b(?:next|cursor|pages?)\b/iu.test(text),
  )
    ? 'Link'
    : undefined;
}

/** Where the last record's id would be read, for APIs whose cursor is that id. */
function recordId(answer: JsonSchema | undefined, recordsAt: string, view: SchemaView): string | undefined {
  const id = view.members(view.elements(listAt(answer, recordsAt, view))).get('id');
  return id === undefined ? undefined : recordsAt === '' ? '*.id' : `${recordsAt}.*.id`;
}

function listAt(answer: JsonSchema | undefined, recordsAt: string, view: SchemaView): JsonSchema | undefined {
  return recordsAt === '' ? answer : fieldsOf(view, answer, 4).find(({ path }) => path === recordsAt)?.schema;
}
