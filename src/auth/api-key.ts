import { TerminalError } from '../contract/errors.ts';
import { defineAuth } from '../contract/define-auth.ts';
import { requireSecret } from './require-value.ts';

/** A key in a header, a query parameter or a cookie. */
export default defineAuth({
  type: 'api-key',
  title: 'API key',
  requires: ['api_key'],
  open: (context) => ({
    apply(request) {
      const { apiKey, name: method } = context.method;
      if (apiKey === undefined) {
        throw new TerminalError({
          code: 'run/missing-credential',
          message: `Authentication method "${method}" does not say where its key goes.`,
          help: 'Add "apiKey": { "in": "header", "name": "X-Api-Key" } to it.',
        });
      }
      const value = requireSecret(context, apiKey.variable ?? 'api_key');
      if (apiKey.in === 'query') request.url.searchParams.set(apiKey.name, value);
      else if (apiKey.in === 'header') request.headers[apiKey.name.toLowerCase()] = value;
      else {
        const others = request.headers['cookie'];
        const cookie = `${apiKey.name}=${encodeURIComponent(value)}`;
        request.headers['cookie'] = others === undefined ? cookie : `${others}; ${cookie}`;
      }
      return Promise.resolve();
    },
    invalidate: () => false,
  }),
});
