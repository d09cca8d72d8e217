import { defineAuth } from './define-auth.ts';
import { openLoginSession } from './login.ts';
import { requireValue } from './require-value.ts';

/** RFC 6749, section 4.4, with the client in the body. */
export default defineAuth({
  type: 'oauth2-client-credentials',
  title: 'OAuth 2 client credentials',
  requires: ['client_id', 'client_secret'],
  open: (context) =>
    openLoginSession(context, () => ({
      method: 'POST',
      url: context.fill(context.method.url ?? ''),
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: requireValue(context, 'client_id'),
        client_secret: requireValue(context, 'client_secret'),
      }).toString(),
      timeoutMs: context.timeoutMs,
    })),
});
