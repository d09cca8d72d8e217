import type { HttpRequest } from '../contract/ports.ts';
import type { AuthContext } from '../contract/define-auth.ts';
import { optionalSecret, requireValue } from './require-value.ts';

/**
 * A request to an OAuth 2 token endpoint (RFC 6749). The client is named in the body, or, when the method says so, in a
 * header (section 2.3.1). A public client has no secret.
 */
export function tokenRequest(context: AuthContext, grant: Readonly<Record<string, string>>): HttpRequest {
  const { url = '', scopes = [], clientAuthentication = 'body' } = context.method;
  const id = requireValue(context, 'client_id');
  const secret = optionalSecret(context, 'client_secret');
  const isHeader = clientAuthentication === 'header';
  const pair = `${encodeURIComponent(id)}:${encodeURIComponent(secret ?? '')}`;
  if (isHeader) context.hide(pair);
  return {
    method: 'POST',
    url: context.fill(url),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      accept: 'application/json',
      ...(isHeader ? { authorization: `Basic ${Buffer.from(pair).toString('base64')}` } : {}),
    },
    body: new URLSearchParams({
      ...grant,
      ...(scopes.length === 0 ? {} : { scope: scopes.join(' ') }),
      ...(isHeader ? {} : { client_id: id, ...(secret === undefined ? {} : { client_secret: secret }) }),
    }).toString(),
    timeoutMs: context.timeoutMs,
  };
}
