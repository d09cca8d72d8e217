import { defineAuth } from '../contract/define-auth.ts';
import { requireValue } from './require-value.ts';

/** RFC 7617, with UTF-8. */
export default defineAuth({
  type: 'basic',
  title: 'User name and password',
  requires: ['username', 'password'],
  open: (context) => ({
    apply(request) {
      const pair = `${requireValue(context, 'username')}:${requireValue(context, 'password')}`;
      context.hide(pair);
      request.headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
      return Promise.resolve();
    },
    invalidate: () => false,
  }),
});
