import {
  isCaseText,
  type AuthCase,
  type CaseAnswer,
  type CaseExchange,
  type CaseRequest,
  type CaseState,
  type FormatCase,
  type OperatorCase,
  type PaginationCase,
  type ShapeCase,
  type TransformCase,
} from '../../src/contract/cases.ts';

/** A value as JSON in a code span; `undefined` is a missing field. White space that a reader could not see is escaped. */
function value(one: unknown): string {
  return one === undefined ? '(missing)' : span(JSON.stringify(one, (_, part: unknown) => shorten(part)));
}

/** Long texts show where a limit is, not what they hold. */
function shorten(part: unknown): unknown {
  return typeof part === 'string' && part.length > 200
    ? `${part.slice(0, 3)}… (${part.length.toLocaleString('en')} characters)`
    : part;
}

const escapes: Readonly<Record<string, string>> = { '\n': String.raw`\n`, '\r': String.raw`\r`, '\t': String.raw`\t` };

function escapeOf(character: string): string {
  return String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** A code span that holds in a table cell and in a list. */
function span(text: string): string {
  const visible = text.replaceAll(/[^\S ]|[\u0300-\u036F]/gu, (character) => escapes[character] ?? escapeOf(character));
  const fence = '`'.repeat(Math.max(0, ...Array.from(visible.matchAll(/`+/gu), ([run]) => run.length)) + 1);
  const pad = visible.startsWith('`') || visible.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${visible.replaceAll('|', String.raw`\|`)}${pad}${fence}`;
}

/** The examples of an operator as a table. */
export function operatorExamples(cases: readonly OperatorCase[]): readonly string[] {
  const rows = cases.map(({ shows = '', type, dateFormat, value: right, matches, differs, refuses }) => [
    [type, dateFormat === undefined ? undefined : span(dateFormat)].filter((part) => part !== undefined).join(', '),
    right === undefined ? '' : value(right),
    (matches ?? []).map(value).join(' '),
    refuses === undefined ? (differs ?? []).map(value).join(' ') : `refused (${refuses})`,
    shows,
  ]);
  return [
    '| type | value | matches | does not match | |',
    '| --- | --- | --- | --- | --- |',
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
  ];
}

/** The examples of a transform as a list. */
export function transformExamples(cases: readonly TransformCase[]): readonly string[] {
  return [...cases.map((one) => `- ${transformExample(one)}`), ''];
}

function transformExample(one: TransformCase): string {
  const { shows, arguments: given, gives = [], refuses = [], refusesArguments } = one;
  const outcomes = [
    ...gives.map(([input, output]) => `${value(input)} → ${value(output)}`),
    ...refuses.map(([input, message]) => `${value(input)} fails (${message})`),
    ...(refusesArguments === undefined ? [] : [`these arguments are refused (${span(refusesArguments)})`]),
  ];
  const head = [given === undefined ? undefined : value(given), ...circumstances(one)].filter(
    (part) => part !== undefined,
  );
  const lead = head.length === 0 ? '' : `${head.join(', ')}: `;
  return `${shows === undefined ? '' : `${shows} `}${lead}${outcomes.join('; ')}`;
}

interface Circumstances extends Pick<
  TransformCase,
  'now' | 'profile' | 'variables' | 'lookups' | 'payload' | 'caches'
> {
  readonly meta?: unknown;
}

function circumstances({
  now,
  profile,
  variables,
  meta,
  payload,
  lookups,
  caches = {},
}: Circumstances): readonly string[] {
  return [
    ...(now === undefined ? [] : [`at ${now}`]),
    ...Object.entries(profile ?? {}).map(([key, answer]) => `with ${span(`${key}: ${answer}`)} in the profile`),
    ...(variables === undefined ? [] : [`with the variables ${value(variables)}`]),
    ...(meta === undefined ? [] : [`with the metadata ${value(meta)}`]),
    ...(payload === undefined ? [] : [`in the payload ${value(payload)}`]),
    ...Object.entries(caches).map(([place, held]) => `with ${value(held)} cached as ${span(place)}`),
    ...(lookups ?? []).map(({ name, rows }) => {
      const written = rows.map(
        ({ left_value: left, right_value: right, match }) =>
          `${left} = ${right}${match === undefined ? '' : ` (${match})`}`,
      );
      return `with lookup ${name} (${span(written.join(', '))})`;
    }),
  ];
}

/** The examples of a shape as a list. */
export function shapeExamples(cases: readonly ShapeCase[]): readonly string[] {
  return [...cases.map((one) => `- ${shapeExample(one)}`), ''];
}

function shapeExample(one: ShapeCase): string {
  const { shows, config, step, before = [], after = [], legs = [], bucket = [{}], gives, endpoints = [] } = one;
  const given = [
    ...(config === undefined ? [] : [value(config)]),
    ...(step === undefined ? [] : [`step ${value(step)}`]),
    ...before.map((other) => `behind ${value(other)}`),
    ...[...after, ...legs].map((other) => `with step ${value(other)}`),
    ...endpoints.map((endpoint) => `endpoint ${value(endpoint)}`),
    ...circumstances({ ...one, meta: undefined }),
    ...stateText('finds', one.found),
  ];
  const outcome = [
    `${bucketText(bucket)} → ${bucketText(gives ?? [])}`,
    ...Object.entries(one.meta ?? {}).map(([key, values]) => `metadata ${key}: ${values.map(value).join(', ')}`),
    ...(one.requests ?? []).map(requestText),
    ...(one.notifies ?? []).map((message) => `notifies ${value(message)}`),
    ...stateText('leaves', one.leaves),
    ...(one.warns ?? []).map((warning) => `warns: ${warning}`),
    ...[one.fails ?? []].flat().map((code) => `fails: ${codeLink(code)}`),
    ...(one.status === undefined ? [] : [`status ${one.status}`]),
  ];
  const lead = given.length === 0 ? '' : `${given.join(', ')}: `;
  return `${shows === undefined ? '' : `${shows} `}${lead}${outcome.join('; ')}`;
}

function bucketText(bucket: readonly unknown[]): string {
  if (bucket.length === 0) return 'nothing';
  return bucket.map((one) => (isCaseText(one) ? `${span(one.text)} (${one.contentType})` : payloadText(one))).join(' ');
}

function payloadText(payload: unknown): string {
  return payload === undefined ? '(empty)' : value(payload);
}

function requestText({ request, headers = {}, body, holds = [], lacks = [], timeoutSeconds }: CaseRequest): string {
  const named = Object.entries(headers).map(([name, text]) =>
    text === undefined ? `without header ${name}` : `${name} ${span(text)}`,
  );
  const parts = [
    ...named,
    ...(body === undefined ? [] : [typeof body === 'string' ? span(body) : value(body)]),
    ...holds.map((piece) => `with ${span(piece)}`),
    ...lacks.map((piece) => `without ${span(piece)}`),
    ...(timeoutSeconds === undefined ? [] : [`waits ${timeoutSeconds} s`]),
  ];
  return `sends ${span(request)}${parts.length === 0 ? '' : ` (${parts.join(', ')})`}`;
}

/** The examples of an authentication method, each as a list of exchanges. */
export function authExamples(cases: readonly AuthCase[]): readonly string[] {
  return cases.flatMap((one, index) => {
    const isRepeated = one.method !== undefined && one.method === cases[index - 1]?.method;
    const given = [
      ...(one.method === undefined ? [] : [isRepeated ? 'the same method' : value(one.method)]),
      ...(one.endpoint === undefined ? [] : [`endpoint ${value(one.endpoint)}`]),
      ...(one.isSoap === true ? ['SOAP'] : []),
      `instance with ${one.values === undefined ? 'no values' : value(one.values)}`,
    ];
    return exchangeExample(one, given, [
      ...(one.warns ?? []).map((warning) => `warns: ${warning}`),
      ...(one.fails === undefined ? [] : [`fails: ${codeLink(one.fails)}`]),
    ]);
  });
}

/** The examples of a pagination method, each as a list of exchanges. */
export function paginationExamples(cases: readonly PaginationCase[]): readonly string[] {
  return cases.flatMap((one) => {
    const given = [
      ...(one.options === undefined ? [] : [value(one.options)]),
      ...(one.endpoint === undefined ? [] : [`endpoint ${value(one.endpoint)}`]),
    ];
    return exchangeExample(one, given, one.fails === undefined ? [] : [`fails: ${codeLink(one.fails)}`]);
  });
}

function exchangeExample(
  { shows, exchanges }: Pick<AuthCase, 'shows' | 'exchanges'>,
  given: readonly string[],
  outcome: readonly string[],
): readonly string[] {
  const head = [shows, given.length === 0 ? undefined : `${given.join(', ')}:`].filter((part) => part !== undefined);
  return [
    head.length === 0 ? 'Without options:' : head.join(' '),
    '',
    ...exchanges.map((exchange) => `- ${exchangeText(exchange)}`),
    ...outcome.map((line) => `- ${line}`),
    '',
  ];
}

function exchangeText({ answer, ...request }: CaseExchange): string {
  return answer === undefined ? requestText(request) : `${requestText(request)} → ${answerText(answer)}`;
}

function answerText({ status = 200, headers = {}, body }: CaseAnswer): string {
  const parts = [
    String(status),
    ...Object.entries(headers).map(([name, text]) => `${name} ${span(text)}`),
    ...(body === undefined ? [] : [isCaseText(body) ? span(body.text) : value(body)]),
  ];
  return parts.join(' ');
}

function stateText(verb: string, state: CaseState | undefined): readonly string[] {
  if (state === undefined) return [];
  const { at, pools = {}, caches = {}, tracked = [] } = state;
  const when = at === undefined ? '' : ` at ${at}`;
  return [
    ...Object.entries(pools).map(
      ([pool, keys]) => `${verb} ${keys.map(value).join(', ') || 'nothing'} in pool ${pool}${when}`,
    ),
    ...Object.entries(caches).map(
      ([path, held]) => `${verb} ${held === undefined ? 'nothing' : value(held)} in cache ${path}${when}`,
    ),
    ...tracked.map((one) => `${verb} ${span(one)} as tracked data`),
  ];
}

function codeLink(code: string): string {
  return `[${code}](diagnostics/${code}.md)`;
}

/** The examples of a format as a list. */
export function formatExamples(cases: readonly FormatCase[]): readonly string[] {
  return [...cases.map((one) => `- ${formatExample(one)}`), ''];
}

function formatExample({
  shows,
  text,
  given,
  value: read,
  prints = [],
  refuses,
  refusesValues = [],
  profile,
}: FormatCase): string {
  const under = [given, profile].filter((part) => part !== undefined && Object.keys(part).length > 0);
  const parts = [
    ...(text === undefined
      ? []
      : [refuses === undefined ? `${span(text)} ↔ ${value(read)}` : `${span(text)}: ${codeLink(refuses)}`]),
    ...prints.map(([made, document]) => `${value(made)} → ${span(document)}`),
    ...(refusesValues.length === 0
      ? []
      : [`${refusesValues.map(value).join(' ')}: ${codeLink('run/not-expressible')}`]),
  ];
  const condition = under.length === 0 ? '' : ` (${under.map(value).join(', ')})`;
  return `${shows === undefined ? '' : `${shows} `}${parts.join('; ')}${condition}`;
}
