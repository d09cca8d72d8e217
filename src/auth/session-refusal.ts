import type { ExpirySign } from '../connector/soap-schema.ts';
import type { PlainReply } from '../formats/soap/reply.ts';
import type { HttpResponse } from '../contract/ports.ts';
import { compilePath } from '../text/path.ts';
import type { AuthContext } from '../contract/define-auth.ts';

/** What refuses a session is short; longer answers are records, and are not read twice. */
const longestRefusal = 64 * 1024;

/** What an answer says when it has one of the signs of "expired" of the method; else `undefined`. */
export async function findRefusal(
  { body }: HttpResponse,
  { method, redact }: AuthContext,
): Promise<string | undefined> {
  const signs = method.envelope?.expired ?? [];
  if (signs.length === 0 || body.length > longestRefusal) return undefined;
  const reply = await readPlainly(body);
  const sign = reply === undefined ? undefined : signs.find((one) => isShown(one, reply));
  if (sign === undefined) return undefined;
  if ('path' in sign) return `The answer has "${redact(sign.value)}" at "${sign.path}".`;
  return `Fault: ${redact(reply?.fault?.reason ?? '')}`;
}

/** What is no SOAP message, such as the page of a proxy, says nothing of sessions. */
async function readPlainly(body: Uint8Array): Promise<PlainReply | undefined> {
  const { readReply } = await import('../formats/soap/reply.ts');
  try {
    return readReply(body);
  } catch {
    return undefined;
  }
}

function isShown(sign: ExpirySign, { value, fault }: PlainReply): boolean {
  if ('path' in sign) return fault === undefined && compilePath(sign.path)(value) === sign.value;
  if (fault === undefined) return false;
  if ('faultCode' in sign) return fault.codes.includes(sign.faultCode);
  return fault.reason.toLowerCase().includes(sign.faultReason.toLowerCase());
}
