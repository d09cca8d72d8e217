import type { Operation, OperationParameter } from '../api-model.ts';
import { fieldsOf, isTyped, successContent, type Field, type SchemaView } from './schema-view.ts';

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
  readonly recordsAt: string | undefined;
  /** False: nothing at all is known of the answer. */
  readonly isAnswerKnown: boolean;
  readonly recordIdAt?: string;
}

export interface Input {
  readonly parameter: Pick<OperationParameter, 'name' | 'schema' | 'description'>;
  readonly in: 'url' | 'body';
}

const names = {
  page: /^(?:(?:current_?)?page(?:_?(?:number|no|num|index))?|pg|p|page\[number\]|.*\[currentPage\])$/iu,
  limit:
    /^(?:limit|(?:default_)?page_?(?:size|limit)|per_?page|max_?(?:results|items|records|page_?size|results_?per_?page)|size|count|rows|top|\$top|take|first|(?:items|results|records)_?per_?page|num_?(?:items|results)|page\[(?:size|limit)\]|.*\[pageSize\])$/iu,
  offset: /^(?:offset|skip|\$skip|start(?:_?(?:index|at|row|position))?|from|first_?result|page\[offset\])$/iu,
  token:
    /^(?:cursor|after|starting_after|start_after|(?:next_?)?page_?token|next(?:_?(?:token|cursor|page|key))?|continuation(?:_?token)?|pagination_?token|marker|bookmark|scroll_?id|page_?info|page\[(?:after|cursor)\]|starting_?token|iterator|sequence_?id)$/iu,
  nextUrl: /^(?:next|next_?page|next_?(?:page_?)?(?:url|uri|link|href)|@odata\.nextLink)$/iu,
  nextToken:
    /^(?:next(?:_?page)?(?:_?(?:token|cursor|marker|key|id))|cursor|end_?cursor|continuation(?:_?token)?|page_?token|after|last_?id|pagination_?token|scroll_?id|next(?:_?page)?)$/iu,
  hasMore: /^(?:has_?(?:more|next(?:_?page)?)|more|is_?truncated)$/iu,
  total: /^(?:total|total_?(?:count|items|results|records|elements|size|number|hits|rows)|x-total-count)$/iu,
  /** Of the page, or of the list: the description tells. */
  count: /^(?:records?|items?|results?)_?count$/iu,
  pages: /^(?:total_?pages|pages?_?(?:count|total)|last_?page|num_?pages|pages)$/iu,
} as const;

/** Reads what an operation and its answer have that may belong to pages. */
export function readSigns(operation: Operation, recordsAt: string | undefined, view: SchemaView): Signs {
  const inputs = inputsOf(operation, view);
  const answer = successContent(operation)?.schema;
  const fields = answer === undefined ? [] : fieldsOf(view, answer, 4);
  const isNumeric = (input: Input): boolean => {
    const schema = view.resolve(input.parameter.schema);
    if (schema?.type === undefined || isTyped(schema, 'integer', 'number')) return true;
    // Some descriptions call every parameter text; names that may also mean a date or an id are then not believed.
    return (
      isTyped(schema, 'string') &&
      schema.format === undefined &&
      !/^(?:start|from|first|top|p|pg|count|size)$/iu.test(input.parameter.name)
    );
  };
  const isText = (input: Input): boolean =>
    !isTyped(view.resolve(input.parameter.schema), 'boolean', 'array', 'object');
  const find = (name: RegExp, accept: (input: Input) => boolean): Input | undefined =>
    inputs.find((input) => name.test(input.parameter.name) && accept(input));
  const field = (name: RegExp, accept: (field: Field) => boolean): Field | undefined =>
    fields.find((one) => name.test(one.name) && accept(one));
  const typed =
    (...types: readonly string[]) =>
    (one: Field): boolean => {
      const schema = view.resolve(one.schema);
      // Without a type it may be a scalar, unless it has members of its own.
      if (schema?.type === undefined)
        return view.members(one.schema).size === 0 && view.elements(one.schema) === undefined;
      return isTyped(schema, ...types);
    };
  const nextUrl = field(names.nextUrl, (one) => typed('string')(one) && isUrl(one, view)) ?? hrefOfNext(fields);
  const recordIdAt = recordsAt === undefined ? undefined : recordId(answer, recordsAt, fields, view);
  const nextToken = field(
    names.nextToken,
    (one) => typed('string', 'integer', 'number')(one) && one !== nextUrl && !isBackwards(one) && !isUrl(one, view),
  );
  const page = find(names.page, isNumeric);
  // A parameter called "page" that is text, beside a token in the answer, takes the token.
  const isCursor =
    page !== undefined && nextToken !== undefined && isTyped(view.resolve(page.parameter.schema), 'string');
  return {
    ...(isCursor ? {} : defined('page', page)),
    ...defined('limit', find(names.limit, isNumeric)),
    ...defined('offset', find(names.offset, isNumeric)),
    ...defined('token', find(names.token, isText) ?? (isCursor ? page : undefined)),
    ...defined('nextUrl', nextUrl),
    ...defined('nextToken', nextToken),
    ...defined('hasMore', field(names.hasMore, typed('boolean'))),
    ...defined(
      'total',
      field(names.total, typed('integer', 'number')) ??
        field(names.count, (one) => typed('integer', 'number')(one) && saysTotal(one, view)),
    ),
    ...defined('pages', field(names.pages, typed('integer', 'number'))),
    ...defined('linkHeader', linkHeaderOf(operation)),
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
  const members = Array.from(view.members(content.schema), ([name, schema]): Input => ({
    parameter: { name, schema },
    in: 'body',
  }));
  return [...query, ...members];
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

function linkHeaderOf({ responses, parameters, description = '' }: Operation): string | undefined {
  for (const { status, headers } of responses) {
    if (!status.startsWith('2')) continue;
    for (const name of headers.keys()) if (/^link$/iu.test(name)) return name;
  }
  const says = [description, ...parameters.map((parameter) => parameter.description ?? '')];
  return says.some(
    (text) => /\blink\b[`\]]{0,2} (?:response )?header/iu.test(text) && /\b(?:next|cursor|pages?)\b/iu.test(text),
  )
    ? 'Link'
    : undefined;
}

/** Where the last record's id would be read, for APIs whose cursor is that id. */
function recordId(
  answer: Parameters<SchemaView['elements']>[0],
  recordsAt: string,
  fields: readonly Field[],
  view: SchemaView,
): string | undefined {
  const list = recordsAt === '' ? answer : fields.find(({ path }) => path === recordsAt)?.schema;
  const id = view.members(view.elements(list)).get('id');
  return id === undefined ? undefined : recordsAt === '' ? '*.id' : `${recordsAt}.*.id`;
}
