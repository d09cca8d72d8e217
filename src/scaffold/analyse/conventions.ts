import type { ApiModel, JsonSchema } from '../api-model.ts';
import type { ConnectorModel, Detected } from '../connector-model.ts';
import { fieldsOf, isTyped, type SchemaView } from './schema-view.ts';

/** How dates look, as PHP tokens: the format of most members that are dates, over the whole API. */
export function detectDateFormat(api: ApiModel, view: SchemaView): Detected<string> | undefined {
  const counts = new Map<string, number>();
  const count = (schema: JsonSchema | undefined, name: string): void => {
    const format = formatOf(view.resolve(schema), name);
    if (format !== undefined) counts.set(format, (counts.get(format) ?? 0) + 1);
  };
  for (const { schema } of api.schemas.values()) for (const [name, member] of view.members(schema)) count(member, name);
  for (const { responses } of api.operations)
    for (const { contents } of responses)
      for (const { schema } of contents)
        if (view.nameOf(schema) === undefined)
          for (const field of fieldsOf(view, schema, 2)) count(field.schema, field.name);
  const [best, second] = [...counts].toSorted(([, a], [, b]) => b - a);
  if (best === undefined) return undefined;
  const total = [...counts.values()].reduce((sum, one) => sum + one, 0);
  const share = best[1] / total;
  return {
    value: best[0],
    confidence: share > 0.9 && best[1] > 2 ? 'high' : share > 0.6 ? 'medium' : 'low',
    evidence: [
      `${best[1]} of ${total} date members look like it.`,
      ...(second === undefined ? [] : [`${second[1]} have the format "${second[0]}".`]),
    ],
  };
}

/** PHP date tokens of one member. */
function formatOf(schema: ReturnType<SchemaView['resolve']>, name: string): string | undefined {
  if (schema === undefined) return undefined;
  const example = schema.examples?.[0] ?? schema.default;
  if (typeof example === 'string') {
    if (/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/u.test(example)) return 'c';
    if (/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/u.test(example)) return 'Y-m-d H:i:s';
    if (example.startsWith('/Date(')) return String.raw`\/\D\a\t\e(Uv)\/`;
  }
  if (schema.format === 'date-time') return 'c';
  if (schema.format === 'unix-time' || schema.format === 'timestamp') return 'U';
  if (
    isTyped(schema, 'integer') &&
    /milliseconds?/iu.test(schema.description ?? '') &&
    /timestamp|epoch|since 1970/iu.test(schema.description ?? '')
  )
    return 'Uv';
  const isMoment = /(?:^|_)(?:created|updated|modified|timestamp)$|_at$|[a-z]At$/u.test(name);
  return isMoment && isTyped(schema, 'integer') ? 'U' : undefined;
}

/** Where errors carry their sentence and their code, agreed on by most of the declared error answers. */
export function detectErrorShape(api: ApiModel, view: SchemaView): ConnectorModel['errorShape'] {
  const messages = new Map<string, number>();
  const codes = new Map<string, number>();
  let total = 0;
  for (const { responses } of api.operations)
    for (const { status, contents } of responses) {
      const [content] = contents;
      if (!/^[45d]/u.test(status) || content === undefined) continue;
      const found = errorPaths(content.schema, view);
      if (found.message === undefined) continue;
      total++;
      messages.set(found.message, (messages.get(found.message) ?? 0) + 1);
      if (found.code !== undefined) codes.set(found.code, (codes.get(found.code) ?? 0) + 1);
    }
  const [message] = [...messages].toSorted(([, a], [, b]) => b - a);
  const [code] = [...codes].toSorted(([, a], [, b]) => b - a);
  if (message === undefined) return undefined;
  return {
    value: { messagePath: message[0], ...(code === undefined ? {} : { codePath: code[0] }) },
    confidence: message[1] / total > 0.9 ? 'high' : 'medium',
    evidence: [`${message[1]} of ${total} declared error answers have "${message[0]}".`],
  };
}

const messageNames = /^(?:message|error_?message|detail|error_?description|description|title|msg|reason)$/iu;
const codeNames = /^(?:code|error_?code|type|error_?type|name|status)$/iu;

/** Paths at the top, below `error` or `fault`, and below a list `errors`; the nearest wins. */
function errorPaths(schema: JsonSchema, view: SchemaView): { message?: string; code?: string } {
  const list = view.elements(schema);
  const places: (readonly [string, JsonSchema])[] = [['', schema]];
  if (list !== undefined) places.push(['*.', list]);
  for (const [name, member] of view.members(schema)) {
    if (/^(?:error|fault|meta)$/iu.test(name)) places.push([`${name}.`, member]);
    const elements = view.elements(member);
    if (/^(?:errors|messages|faults|details)$/iu.test(name) && elements !== undefined)
      places.push([`${name}.*.`, elements]);
  }
  for (const [at, place] of places) {
    const members = [...view.members(place).keys()];
    const message = members.find((name) => messageNames.test(name));
    if (message === undefined) continue;
    const code = members.find((name) => codeNames.test(name));
    return { message: at + message, ...(code === undefined ? {} : { code: at + code }) };
  }
  return {};
}
