import { TerminalError } from '../contract/errors.ts';
import type { HttpRequest } from '../contract/ports.ts';
import { defineAuth, type AuthContext } from '../contract/define-auth.ts';
import { addHeader, fillTemplate, headerTemplate } from './envelope.ts';
import { openLoginSession } from './login.ts';
import { findRefusal } from './session-refusal.ts';

/**
 * A token in exchange for a SOAP message with the credentials, put into the header of all further messages. PeopleVox is
 * the model: its reply holds client and session in one text, hence `tokenPart`.
 */
export default defineAuth({
  type: 'soap-login',
  title: 'Token in the envelope by SOAP login',
  requires: [],
  open: (context) => ({
    ...openLoginSession(context, () => loginRequest(context), {
      read: (body) => readAnswer(body, context),
      put: async (request, token) =>
        addHeader(request, await fillTemplate(headerTemplate(context), context, { token }), context),
    }),
    refusal: (response) => findRefusal(response, context),
  }),
});

async function loginRequest(context: AuthContext): Promise<HttpRequest> {
  const { url = '', envelope: { login, loginAction = '' } = {}, name } = context.method;
  if (login === undefined) {
    throw new TerminalError({
      code: 'run/no-envelope',
      message: `Authentication method "${name}" has no envelope to log in with.`,
      help: 'Add "envelope": { "login": "<…:Envelope>…" } to the method.',
    });
  }
  const { headersOf } = await import('../formats/soap/reply.ts');
  const body = await fillTemplate(login, context);
  const headers = headersOf(body, loginAction);
  return { method: 'POST', url: context.fill(url), headers, body, timeoutMs: context.timeoutMs };
}

async function readAnswer(body: Uint8Array, context: AuthContext): Promise<unknown> {
  const { readReply } = await import('../formats/soap/reply.ts');
  const { value, fault } = readReply(body);
  if (fault === undefined) return value;
  throw new TerminalError({
    code: 'run/unauthorised',
    message: `The login of "${context.method.name}" was refused: ${context.redact(fault.reason)}`,
    help: 'Check the credentials of the instance.',
  });
}
