import { defineAuth } from '../contract/define-auth.ts';
import { openLoginSession } from './login.ts';
import { tokenRequest } from './oauth2-token-request.ts';
import { requireSecret, requireValue } from './require-value.ts';

/** RFC 6749, section 4.3. A token that ends is replaced by a new login. */
export default defineAuth({
  type: 'oauth2-password',
  title: 'OAuth 2 user name and password',
  requires: ['client_id', 'username', 'password'],
  open: (context) =>
    openLoginSession(context, () =>
      tokenRequest(context, {
        grant_type: 'password',
        username: requireValue(context, 'username'),
        password: requireSecret(context, 'password'),
      }),
    ),
});
