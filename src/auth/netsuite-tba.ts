import { createHmac } from 'node:crypto';
import { defineAuth } from '../contract/define-auth.ts';
import { addHeader, fillTemplate, headerTemplate } from './envelope.ts';
import { nonce } from './nonce.ts';
import { percentEncode } from './oauth1-signature.ts';
import { requireSecret, requireValue } from './require-value.ts';

/**
 * Token-based authentication of NetSuite: each request brings a token passport that is signed with both secrets.
 *
 * Source: SuiteTalk SOAP Web Services, "The Signature for Web Services and RESTlets": account, consumer key, token, nonce
 * and timestamp, each percent-encoded, joined by "&", HMAC-SHA256 in base64.
 */
export default defineAuth({
  type: 'netsuite-tba',
  title: 'NetSuite token passport',
  requires: ['account', 'consumer_key', 'consumer_secret', 'token_id', 'token_secret'],
  open: (context) => ({
    async apply(request) {
      const value = (key: string): string => requireValue(context, key);
      const moment = { nonce: nonce(context), timestamp: String(Math.floor(context.nowMs() / 1000)) };
      const signed = [value('account'), value('consumer_key'), value('token_id'), moment.nonce, moment.timestamp];
      const key = [requireSecret(context, 'consumer_secret'), requireSecret(context, 'token_secret')];
      const signature = createHmac('sha256', joined(key)).update(joined(signed)).digest('base64');
      const header = await fillTemplate(headerTemplate(context), context, { ...moment, signature });
      await addHeader(request, header, context);
    },
    invalidate: () => false,
  }),
});

function joined(parts: readonly string[]): string {
  return parts.map(percentEncode).join('&');
}
