import { TerminalError } from '../contract/errors.ts';
import { defineAuth } from '../contract/define-auth.ts';
import { requireSecret, requireValue } from './require-value.ts';

/** RFC 7617, with UTF-8. */
export default defineAuth({
  type: 'basic',
  title: 'User name and password',
  requires: ['username', 'password'],
  open: (context) => ({
    apply(request) {
      const username = requireValue(context, 'username');
      const pair = `${username}:${requireSecret(context, 'password')}`;
      if (username.includes(':') || /\p{Cc}/u.test(pair)) throw unsendable(context.method.name);
      context.hide(pair);
      request.headers['authorization'] = `Basic ${Buffer.from(pair).toString('base64')}`;
      return Promise.resolve();
    },
    invalidate: () => false,
  }),
});

/** RFC 7617, section 2: whoever reads the pair takes the first colon for its end of the name. */
function unsendable(method: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-credential',
    message: `The user name of "${method}" has a colon, or a control character stands in it or in the password: basic authentication cannot carry it.`,
    help: 'Give user name and password apart, as the third party issued them.',
  });
}
