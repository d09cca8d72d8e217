import { defineAuth } from '../contract/define-auth.ts';
import { nonce } from './nonce.ts';
import { authorizationHeader } from './oauth1-signature.ts';
import { optionalSecret, optionalValue, requireSecret, requireValue } from './require-value.ts';

/** Signs with a consumer and, where the instance has them, a token and a realm. */
export default defineAuth({
  type: 'oauth1',
  title: 'OAuth 1',
  requires: ['consumer_key', 'consumer_secret'],
  signs: true,
  open: (context) => ({
    apply(request) {
      request.headers['authorization'] = authorizationHeader(request, {
        method: context.method.signature?.method ?? 'HMAC-SHA1',
        consumerKey: requireValue(context, 'consumer_key'),
        consumerSecret: requireSecret(context, 'consumer_secret'),
        token: optionalValue(context, 'token'),
        tokenSecret: optionalSecret(context, 'token_secret'),
        realm: optionalValue(context, 'realm'),
        nonce: nonce(context),
        timestampSeconds: Math.floor(context.nowMs() / 1000),
      });
      return Promise.resolve();
    },
    invalidate: () => false,
  }),
});
