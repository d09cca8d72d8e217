import { isRunError, type FailureDetails, type RunError } from '../../contract/errors.ts';
import type { HttpResponse } from '../../contract/ports.ts';
import { EncodingError, utf8Of } from '../../text/decode-text.ts';
import { printable } from '../../text/printable.ts';
import type { Session } from './session.ts';

/** What is shown of an answer. */
const shownLength = 500;
/** Secrets are taken out before the text is cut: half a secret would not be found. */
const readBytes = 64 * 1024;

export type ShownExchange = Required<Pick<FailureDetails, 'request'>> & Pick<FailureDetails, 'answer'>;

/** A request and what came back, as people may see them. */
export function shownExchange(
  { method, url }: { readonly method: string; readonly url: URL },
  { redact }: Pick<Session, 'redact'>,
  response?: HttpResponse,
): ShownExchange {
  const answer = response === undefined ? '' : excerptOf(response, redact);
  return { request: { method, url: redact(withoutUser(url)) }, ...(answer === '' ? {} : { answer }) };
}

/** The failure with the request that met it; what it says itself stays. Errors of the network name hosts, which may be secret. */
export function withExchange(
  error: RunError,
  exchange: Partial<FailureDetails>,
  session: Pick<Session, 'redact'>,
): RunError;
export function withExchange(
  error: unknown,
  exchange: Partial<FailureDetails>,
  session: Pick<Session, 'redact'>,
): unknown;
export function withExchange(
  error: unknown,
  exchange: Partial<FailureDetails>,
  { redact }: Pick<Session, 'redact'>,
): unknown {
  return isRunError(error) ? error.with({ ...exchange, ...error.details, message: redact(error.message) }) : error;
}

/** An address may hold a name and a password of its own. */
function withoutUser({ href, username, password }: URL): string {
  return username === '' && password === '' ? href : href.replace(/\/\/[^/?#@]*@/u, '//***@');
}

function excerptOf({ headers, body }: HttpResponse, redact: Session['redact']): string {
  const text = textOf(body.subarray(0, readBytes), headers['content-type']);
  if (text.includes('\0')) return `${body.length} bytes of ${redact(headers['content-type'] ?? 'no type')}`;
  // Line breaks and tabs do no harm, and belong to the text.
  const shown = redact(text)
    .trim()
    .replaceAll('\r\n', '\n')
    .replaceAll(/[^\n\t]+/gu, printable);
  return Array.from(shown.slice(0, 2 * shownLength))
    .slice(0, shownLength)
    .join('');
}

function textOf(bytes: Uint8Array, contentType: string | undefined): string {
  try {
    return Buffer.from(utf8Of(bytes, contentType)).toString('utf8');
  } catch (error) {
    if (!(error instanceof EncodingError)) throw error;
    // Of a long answer the last character may be cut through; of others this is what most old systems write.
    return new TextDecoder(bytes.length === readBytes ? 'utf-8' : 'windows-1252').decode(bytes);
  }
}
