import type * as envelopeText from '../formats/soap/envelope-text.ts';
import { TerminalError } from '../contract/errors.ts';
import type { AuthContext, Outgoing } from '../contract/define-auth.ts';
import { requireValue } from './require-value.ts';

/** Loaded late: most connectors speak no SOAP. */
const loadText = (): Promise<typeof envelopeText> => import('../formats/soap/envelope-text.ts');

/** Puts elements into the header of an envelope. Errors: `run/no-envelope` when the request is none. */
export async function addHeader(request: Outgoing, elements: string, context: AuthContext): Promise<void> {
  const { withHeader } = await loadText();
  request.body = withHeader(await envelopeOf(request, context), elements);
}

/** The envelope of a request as text. Errors: `run/no-envelope`. */
export async function envelopeOf({ body = '' }: Outgoing, { method }: AuthContext): Promise<string> {
  const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
  const { envelopeVersion } = await loadText();
  try {
    envelopeVersion(text);
    return text;
  } catch (cause) {
    throw new TerminalError({
      code: 'run/no-envelope',
      message: `Authentication method "${method.name}" puts its credentials into SOAP envelopes, and this request is none.`,
      help: 'Use another method for endpoints that are no SOAP operations, or correct the XML that is sent.',
      cause,
    });
  }
}

/** Fills {{variable}} tokens of an XML template: further values first, then those of the instance, all escaped. */
export async function fillTemplate(
  template: string,
  context: AuthContext,
  further: Readonly<Record<string, string>> = {},
): Promise<string> {
  const { fillXml } = await loadText();
  return fillXml(template, (key) => (Object.hasOwn(further, key) ? (further[key] ?? '') : requireValue(context, key)));
}

/** The template of the header that the method has to have. Errors: `run/no-envelope`. */
export function headerTemplate({ method }: AuthContext): string {
  const { header } = method.envelope ?? {};
  if (header !== undefined) return header;
  throw new TerminalError({
    code: 'run/no-envelope',
    message: `Authentication method "${method.name}" does not say what goes into the header of envelopes.`,
    help: 'Add "envelope": { "header": "<…>{{variable}}</…>" } to the method.',
  });
}
