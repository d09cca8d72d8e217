import { defineAuth } from '../contract/define-auth.ts';
import { requireSecret } from './require-value.ts';

/** A token that somebody pasted in: an API key or a personal access token. */
export default defineAuth({
  type: 'token',
  title: 'Fixed token',
  requires: ['token'],
  open: (context) => ({
    apply(request) {
      const { tokenHeader = 'Authorization', tokenPrefix = 'Bearer ' } = context.method;
      request.headers[tokenHeader.toLowerCase()] = `${tokenPrefix}${requireSecret(context, 'token')}`;
      return Promise.resolve();
    },
    invalidate: () => false,
  }),
});
