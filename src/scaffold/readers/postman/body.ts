import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { isObject, type JsonObject } from '../../../text/json.ts';
import { joinPointer } from '../../../text/pointer.ts';
import type { JsonSchema, JsonSchemaObject, MediaContent, RequestBody } from '../../api-model.ts';
import { sampleSchema, unknownValue } from '../../sample-schema.ts';
import { looksSecret, redactValue } from '../redact.ts';
import { descriptionOf, listOf, scalarText, textOf } from './collection.ts';
import { placeholderOf, readLooseJson, type LooseJson, type Template } from './loose-json.ts';
import { secretFinding } from './url.ts';

interface Context {
  readonly pointer: string;
  /** The Content-Type header of the request. */
  readonly contentType: string | undefined;
  report(finding: Finding): void;
}

/** The body of a request, by its mode. An empty body is none. Saved examples show further bodies of the same request. */
export function readBody(value: unknown, saved: readonly unknown[], context: Context): RequestBody | undefined {
  if (!isObject(value) || value['disabled'] === true) return undefined;
  const content = readContent(value, saved, context);
  return content === undefined ? undefined : { required: true, contents: [content] };
}

function readContent(body: JsonObject, saved: readonly unknown[], context: Context): MediaContent | undefined {
  switch (body['mode']) {
    case 'raw': {
      const mediaType = mediaTypeOf(body, context.contentType);
      const first = readText(textOf(body['raw']) ?? '', mediaType, context);
      // What cannot be read in a saved example is not reported: the request itself has been read.
      const more = saved.map((other) =>
        isObject(other)
          ? readText(textOf(other['raw']) ?? '', mediaType, { ...context, report: () => undefined })
          : undefined,
      );
      return first === undefined ? undefined : mergeTexts([first, ...more.filter((one) => one !== undefined)]);
    }
    case 'urlencoded':
      return readForm(body['urlencoded'], 'application/x-www-form-urlencoded', 'urlencoded', context);
    case 'formdata':
      return readForm(body['formdata'], 'multipart/form-data', 'formdata', context);
    case 'graphql':
      return readGraphql(body['graphql'], context);
    case 'file':
      return {
        mediaType: context.contentType ?? 'application/octet-stream',
        schema: { type: 'string', format: 'binary' },
        examples: [],
      };
    default:
      return undefined;
  }
}

function mediaTypeOf(body: JsonObject, contentType: string | undefined): string {
  if (contentType !== undefined) return contentType;
  const options = body['options'];
  const raw = isObject(options) ? options['raw'] : undefined;
  const language = isObject(raw) ? textOf(raw['language']) : undefined;
  if (language === 'xml') return 'application/xml';
  if (language === 'html') return 'text/html';
  return language === 'text' && !/^\s*[[{]/u.test(textOf(body['raw']) ?? '') ? 'text/plain' : 'application/json';
}

/** One text that went over the wire. */
export interface ReadText {
  readonly mediaType: string;
  /** What the schema is sampled from; absent for text that is not JSON. */
  readonly sample?: unknown;
  /** Absent where the text could not be read. */
  readonly example?: unknown;
  /** Absent where it has anything but values and tokens. */
  readonly template?: Template;
}

/** Reads a body or an answer. `undefined` for white space. */
export function readText(
  text: string,
  mediaType: string,
  { pointer, report }: Pick<Context, 'pointer' | 'report'>,
): ReadText | undefined {
  if (text.trim() === '') return undefined;
  const hide = (name: string): void => report(secretFinding(name, pointer));
  if (!/json/iu.test(mediaType) && !/^\s*[[{]/u.test(text)) return { mediaType, example: redactValue(text, hide) };
  const json = readLooseJson(text);
  if (json !== undefined) {
    const { template } = json;
    const hidden =
      template === undefined ? {} : { template: { ...template, value: redactValue(template.value, () => undefined) } };
    return { mediaType, sample: json.sample, example: redactValue(json.example, hide), ...hidden };
  }
  report({
    code: 'scaffold/unreadable-example',
    message: 'This text is called JSON, but cannot be read as JSON; its schema is unknown.',
    help: 'Correct the text in Postman.',
    pointer,
  });
  return { mediaType, sample: unknownValue };
}

/** One content out of all texts of one media type. */
export function mergeTexts(texts: readonly [ReadText, ...ReadText[]]): MediaContent {
  const samples = texts.filter((text) => 'sample' in text).map(({ sample }) => sample);
  const examples = new Map(
    texts.filter(({ example }) => example !== undefined).map(({ example }) => [JSON.stringify(example), example]),
  );
  return {
    mediaType: texts[0].mediaType,
    schema: samples.length > 0 ? sampleSchema(samples) : { type: 'string' },
    examples: [...examples.values()],
    ...templateOf(texts[0]),
  };
}

function templateOf({ template }: ReadText): Pick<MediaContent, 'template' | 'jsonTokens'> {
  return template === undefined ? {} : { template: template.value, jsonTokens: template.jsonTokens };
}

function readForm(value: unknown, mediaType: string, key: string, context: Context): MediaContent | undefined {
  const properties = new Map<string, JsonSchema>();
  const required: string[] = [];
  const example = new Map<string, unknown>();
  const pointer = joinPointer(context.pointer, key);
  for (const { key: index, value: entry } of listOf(value, pointer, context.report)) {
    const name = textOf(entry['key']) ?? '';
    if (name === '') continue;
    const text = scalarText(entry['value']) ?? '';
    const isSecret = looksSecret(name, text);
    if (isSecret) context.report(secretFinding(name, joinPointer(pointer, index)));
    const before = properties.get(name);
    const schema = fieldSchema(entry, isSecret ? '' : text);
    properties.set(name, before === undefined ? schema : { type: 'array', items: schema });
    if (entry['type'] !== 'file' && !isSecret) example.set(name, placeholderOf(text)?.example ?? text);
    if (entry['disabled'] !== true && (entry['type'] === 'file' || text.includes('{{'))) required.push(name);
  }
  if (properties.size === 0) return undefined;
  return {
    mediaType,
    schema: {
      type: 'object',
      properties: Object.fromEntries(properties),
      ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
    },
    examples: mediaType.startsWith('multipart') ? [] : [Object.fromEntries(example)],
  };
}

function fieldSchema(entry: JsonObject, text: string): JsonSchemaObject {
  const description = descriptionOf(entry['description']);
  const about = description === undefined ? {} : { description };
  if (entry['type'] === 'file') return { type: 'string', format: 'binary', ...about };
  const isLiteral = text !== '' && !text.includes('{{') && placeholderOf(text) === undefined;
  return {
    ...(placeholderOf(text)?.schema ?? { type: 'string' }),
    ...about,
    ...(isLiteral && entry['disabled'] !== true ? { default: text } : {}),
  };
}

function readGraphql(value: unknown, context: Context): MediaContent | undefined {
  const settings = isObject(value) ? value : {};
  const query = textOf(settings['query']) ?? '';
  if (query.trim() === '') return undefined;
  const given = settings['variables'];
  const variables =
    typeof given === 'string' ? (given.trim() === '' ? undefined : readLooseJson(given)) : looseOf(given);
  const hide = (name: string): void => context.report(secretFinding(name, joinPointer(context.pointer, 'graphql')));
  return {
    mediaType: 'application/json',
    schema: {
      type: 'object',
      properties: {
        query: { type: 'string', default: query },
        variables: variables === undefined ? { type: 'object' } : sampleSchema([variables.sample]),
        operationName: { type: 'string' },
      },
      required: ['query'],
    },
    examples: [{ query, ...(variables === undefined ? {} : { variables: redactValue(variables.example, hide) }) }],
    ...(variables?.template === undefined
      ? {}
      : {
          template: { query, variables: redactValue(variables.template.value, () => undefined) },
          jsonTokens: variables.template.jsonTokens,
        }),
  };
}

function looseOf(value: unknown): LooseJson | undefined {
  if (value === undefined || value === null) return undefined;
  return { example: value, sample: value, template: { value, jsonTokens: new Set() } };
}
