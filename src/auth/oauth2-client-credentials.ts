import { defineAuth } from '../contract/define-auth.ts';
import { openLoginSession } from './login.ts';
import { tokenRequest } from './oauth2-token-request.ts';

/** RFC 6749, section 4.4. */
export default defineAuth({
  type: 'oauth2-client-credentials',
  title: 'OAuth 2 client credentials',
  requires: ['client_id', 'client_secret'],
  open: (context) => openLoginSession(context, () => tokenRequest(context, { grant_type: 'client_credentials' })),
});
