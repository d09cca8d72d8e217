import { isRunError, RetryableError, TerminalError, type FailureDetails } from '../../contract/errors.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { decodeText, EncodingError } from '../../text/decode-text.ts';
import type { Session } from './session.ts';

/** What is shown of an answer. */
const shownLength = 500;
/** Secrets are taken out before the text is cut: half a secret would not be found. */
const readBytes = 64 * 1024;

export type ShownExchange = Pick<FailureDetails, 'request' | 'answer'>;

/** A request and what came back, as people may see them. */
export function shownExchange(
  { method, url }: { readonly method: string; readonly url: URL },
  { redact }: Pick<Session, 'redact'>,
  response?: HttpResponse,
): ShownExchange {
  const answer = response === undefined ? '' : excerptOf(response, redact);
  return { request: { method, url: redact(url.href) }, ...(answer === '' ? {} : { answer }) };
}

/** The failure with the request that met it; what it says itself stays. Errors of the network name hosts, which may be secret. */
export function withExchange(error: unknown, exchange: ShownExchange, { redact }: Pick<Session, 'redact'>): unknown {
  if (!isRunError(error)) return error;
  const details: FailureDetails = { ...exchange, ...error.details, message: redact(error.message) };
  return error instanceof RetryableError ? new RetryableError(details) : new TerminalError(details);
}

function excerptOf({ headers, body }: HttpResponse, redact: Session['redact']): string {
  const text = textOf(body.subarray(0, readBytes), headers['content-type']);
  if (text.includes('\0')) return `${body.length} bytes of ${headers['content-type'] ?? 'no type'}`;
  const shown = redact(text).trim();
  return shown.length <= shownLength ? shown : shown.slice(0, shownLength);
}

function textOf(bytes: Uint8Array, contentType: string | undefined): string {
  try {
    return decodeText(bytes, contentType).text;
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    return Buffer.from(bytes).toString('utf8');
  }
}
