import type { Finding } from '../../../diagnostics/diagnostic.ts';
import { isObject, type JsonObject } from '../../../text/json.ts';
import { joinPointer } from '../../../text/pointer.ts';
import type { JsonSchema, OperationResponse } from '../../api-model.ts';
import { mergeTexts, readText, type ReadText } from './body.ts';
import { scalarText, textOf } from './collection.ts';

interface Context {
  /** Pointer of the request's item. */
  readonly pointer: string;
  readonly method: string;
  readonly accept: string | undefined;
  report(finding: Finding): void;
}

/** Responses out of saved examples, merged by status. Without examples all that is known is that an answer comes. */
export function readResponses(saved: readonly JsonObject[], context: Context): readonly OperationResponse[] {
  const byStatus = new Map<string, JsonObject[]>();
  const texts = new Map<string, ReadText[]>();
  for (const [index, response] of saved.entries()) {
    const status = statusOf(response);
    byStatus.set(status, [...(byStatus.get(status) ?? []), response]);
    const pointer = joinPointer(context.pointer, 'response', index, 'body');
    const text = readText(textOf(response['body']) ?? '', mediaTypeOf(response), { pointer, report: context.report });
    if (text !== undefined) texts.set(status, [...(texts.get(status) ?? []), text]);
  }
  const responses = Array.from(byStatus, ([status, group]): OperationResponse => {
    const description = textOf(group[0]?.['name']);
    return {
      status,
      ...(description === undefined ? {} : { description }),
      contents: contentsOf(texts.get(status) ?? []),
      headers: headersOf(group),
    };
  });
  return responses.some(({ status }) => status.startsWith('2')) ? responses : [unknownAnswer(context), ...responses];
}

function unknownAnswer({ method, accept }: Context): OperationResponse {
  const mediaType = accept === undefined || accept.includes('*') || accept.includes(',') ? 'application/json' : accept;
  return {
    status: '2XX',
    contents: method === 'HEAD' ? [] : [{ mediaType, schema: true, examples: [] }],
    headers: new Map(),
  };
}

/** Postman leaves the code out of examples made from a default response. */
function statusOf(response: JsonObject): string {
  const code = scalarText(response['code']) ?? '';
  return /^[1-5]\d\d$/u.test(code) ? code : 'default';
}

function mediaTypeOf(response: JsonObject): string {
  const [declared = ''] = (headerOf(response, 'content-type') ?? '').split(';');
  if (declared.trim() !== '') return declared.trim();
  return response['_postman_previewlanguage'] === 'xml' ? 'application/xml' : 'application/json';
}

function contentsOf(texts: readonly ReadText[]): OperationResponse['contents'] {
  const byType = Map.groupBy(texts, ({ mediaType }) => mediaType);
  return Array.from(byType.values(), ([first, ...rest]) =>
    first === undefined ? [] : [mergeTexts([first, ...rest])],
  ).flat();
}

/** Headers that say something about the API; what every server sends is left out. */
const plain = new Set(
  'age alt-svc cache-control cf-ray connection content-encoding content-length content-type date etag expires keep-alive nel pragma report-to server set-cookie strict-transport-security transfer-encoding vary via x-powered-by'.split(
    ' ',
  ),
);

function headersOf(group: readonly JsonObject[]): ReadonlyMap<string, { schema: JsonSchema }> {
  const headers = new Map<string, { schema: JsonSchema }>();
  for (const response of group)
    for (const { name } of headerList(response))
      if (!plain.has(name.toLowerCase())) headers.set(name, { schema: { type: 'string' } });
  return headers;
}

function headerOf(response: JsonObject, wanted: string): string | undefined {
  return headerList(response).find(({ name }) => name.toLowerCase() === wanted)?.value;
}

/** A list of key and value, or, in old exports, text with a header on each line. */
export function headerList({ header }: JsonObject): readonly { name: string; value: string; entry: JsonObject }[] {
  if (typeof header === 'string') {
    return header.split(/\r?\n/u).flatMap((line) => {
      const at = line.indexOf(':');
      return at < 1 ? [] : [{ name: line.slice(0, at).trim(), value: line.slice(at + 1).trim(), entry: {} }];
    });
  }
  if (!Array.isArray(header)) return [];
  return header.filter(isObject).flatMap((entry) => {
    const name = textOf(entry['key'])?.trim() ?? '';
    return /^[\w!#$%&'*+.^`|~-]+$/u.test(name) ? [{ name, value: scalarText(entry['value']) ?? '', entry }] : [];
  });
}
