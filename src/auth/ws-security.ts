import { defineAuth } from '../contract/define-auth.ts';
import { addHeader, envelopeOf } from './envelope.ts';
import { nonce } from './nonce.ts';
import { requireSecret, requireValue } from './require-value.ts';

/** UsernameToken of WS-Security, as text or digest, with a Timestamp when a lifetime is given. */
export default defineAuth({
  type: 'ws-security',
  title: 'WS-Security user name token',
  requires: ['username', 'password'],
  open: (context) => ({
    async apply(request) {
      const { usernameToken } = await import('../formats/soap/username-token.ts');
      const { password: passwordType = 'text', lifetime, mustUnderstand = true } = context.method.wsSecurity ?? {};
      const options = {
        username: requireValue(context, 'username'),
        password: requireSecret(context, 'password'),
        passwordType,
        mustUnderstand,
        ...(lifetime === undefined ? {} : { lifetime }),
      };
      const moment = { now: new Date(context.nowMs()), nonce: Buffer.from(nonce(context)) };
      await addHeader(request, usernameToken(await envelopeOf(request, context), options, moment), context);
    },
    invalidate: () => false,
  }),
});
