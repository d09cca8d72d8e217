import { ConnectorError, type RequestSummary } from './errors.ts';

/** A GraphQL server answered with errors, which it does with status 200. What came beside them may lack something. */
export class GraphqlError extends ConnectorError {
  /** As the server sent them. */
  readonly errors: readonly unknown[];
  readonly data: unknown;
  /** The server has done nothing, because it was asked too often. */
  readonly wasPutOff: boolean;

  constructor(operation: string, message: string, body: GraphqlBody, request: RequestSummary) {
    super(operation, message, { request });
    this.errors = body.errors;
    this.data = body.data;
    this.wasPutOff = body.errors.some((error) => /^(?:throttled|rate_?limited|too_?many_?requests)$/i.test(codeOf(error)));
  }
}

export interface GraphqlBody {
  readonly errors: readonly unknown[];
  readonly data?: unknown;
}

/** Whether a body reports errors: an empty list of them does not. */
export function hasErrors(body: unknown): body is GraphqlBody {
  return typeof body === 'object' && body !== null && 'errors' in body && Array.isArray(body.errors) && body.errors.length > 0;
}

/** What the server says, one sentence for each of the first errors. */
export function wordsOf({ errors }: GraphqlBody): string {
  const words = errors.slice(0, 3).map((error) => {
    const message = memberOf(error, 'message');
    const code = codeOf(error);
    return [typeof message === 'string' ? message : 'an error without a message', code === '' ? '' : `(${code})`].join(' ').trim();
  });
  return words.join('; ') + (errors.length > 3 ? `; and ${errors.length - 3} more` : '');
}

function codeOf(error: unknown): string {
  const code = memberOf(memberOf(error, 'extensions'), 'code');
  return typeof code === 'string' ? code : '';
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined;
}
