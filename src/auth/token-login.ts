import { defineAuth } from '../contract/define-auth.ts';
import { openLoginSession } from './login.ts';
import { requireSecret, requireValue } from './require-value.ts';

/** A token in exchange for a JSON body with the credentials. */
export default defineAuth({
  type: 'token-login',
  title: 'Token by login',
  requires: ['username', 'password'],
  open: (context) =>
    openLoginSession(context, () => ({
      method: 'POST',
      url: context.fill(context.method.url ?? ''),
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        username: requireValue(context, 'username'),
        password: requireSecret(context, 'password'),
      }),
      timeoutMs: context.timeoutMs,
    })),
});
