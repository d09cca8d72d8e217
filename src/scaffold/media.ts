import type { MediaContent, Operation } from './api-model.ts';

/** How the body of a request is written. */
export type BodyKind = 'json' | 'form' | 'multipart' | 'raw';
/** How the body of a response is read. */
export type ResponseKind = 'json' | 'text' | 'bytes';

function mediaTypeOf(content: MediaContent): string {
  return content.mediaType.split(';', 1)[0]?.trim().toLowerCase() ?? '';
}

/** The content that is sent where there is a choice: what can be typed, JSON first. */
export function chooseBody(contents: readonly MediaContent[]): { content: MediaContent; kind: BodyKind } | undefined {
  const order: readonly BodyKind[] = ['json', 'form', 'multipart', 'raw'];
  const known = contents.map((content) => ({ content, kind: bodyKindOf(content) }));
  return order.map((kind) => known.find((item) => item.kind === kind)).find((item) => item !== undefined);
}

function bodyKindOf(content: MediaContent): BodyKind {
  const type = mediaTypeOf(content);
  if (isJson(type)) return isBinarySchema(content) ? 'raw' : 'json';
  if (type === 'application/x-www-form-urlencoded') return 'form';
  return type === 'multipart/form-data' ? 'multipart' : 'raw';
}

/** The content that is asked for where there is a choice. */
export function chooseResponse(
  contents: readonly MediaContent[],
): { content: MediaContent; kind: ResponseKind } | undefined {
  const order: readonly ResponseKind[] = ['json', 'text', 'bytes'];
  const known = contents.map((content) => ({ content, kind: responseKindOf(content) }));
  return order.map((kind) => known.find((item) => item.kind === kind)).find((item) => item !== undefined);
}

function responseKindOf(content: MediaContent): ResponseKind {
  const type = mediaTypeOf(content);
  if (isBinarySchema(content)) return 'bytes';
  if (isJson(type)) return 'json';
  return /^text\/|[/+]xml$|^application\/(?:javascript|x-yaml|yaml|jsonl|x-ndjson)$/u.test(type) ? 'text' : 'bytes';
}

/** "Anything" means JSON: no description that gives it a schema means something else. */
function isJson(type: string): boolean {
  return /[/+]json$/u.test(type) || type === '*/*' || type === 'application/*';
}

function isBinarySchema({ schema }: MediaContent): boolean {
  return typeof schema === 'object' && schema.format === 'binary';
}

/** What an operation asks for: the media types that it reads, of errors as well; `undefined` where it declares none. */
export function acceptOf({ responses }: Pick<Operation, 'responses'>): string | undefined {
  const types = new Set(
    responses.flatMap(({ contents }) => {
      const response = chooseResponse(contents);
      return response === undefined ? [] : askedFor(response.content);
    }),
  );
  return types.size === 0 ? undefined : [...types].join(', ');
}

/** The media type as it is asked for; ranges as they are. */
function askedFor({ mediaType, isAnyType }: MediaContent): string[] {
  return isAnyType === true ? [mediaType, '*/*;q=0.8'] : [mediaType];
}

/** The media type as it is sent: ranges stand for JSON, or for bytes of no known type. */
export function sentAs(content: MediaContent): string {
  if (!content.mediaType.includes('*')) return content.mediaType;
  return isJson(mediaTypeOf(content)) && !isBinarySchema(content) ? 'application/json' : 'application/octet-stream';
}
