import { compilePath } from '../text/path.ts';
import { defineAuth } from '../contract/define-auth.ts';
import { openLoginSession } from './login.ts';
import { tokenRequest } from './oauth2-token-request.ts';
import { requireSecret } from './require-value.ts';

const readRefreshToken = compilePath('refresh_token');

/**
 * RFC 6749, section 6: what is left of the authorisation code grant once somebody has given consent. A run cannot send
 * people to a login page, so the instance holds the refresh token that the consent ended with.
 *
 * Some APIs replace the refresh token at each use; the run goes on with the new one and says that it must be stored.
 */
export default defineAuth({
  type: 'oauth2-refresh-token',
  title: 'OAuth 2 authorisation code, by refresh token',
  requires: ['client_id', 'refresh_token'],
  open(context) {
    let replaced: string | undefined;
    return openLoginSession(
      context,
      () =>
        tokenRequest(context, {
          grant_type: 'refresh_token',
          refresh_token: replaced ?? requireSecret(context, 'refresh_token'),
        }),
      {
        onAnswer(answer) {
          const given = readRefreshToken(answer);
          if (
            typeof given !== 'string' ||
            given === '' ||
            given === (replaced ?? requireSecret(context, 'refresh_token'))
          )
            return;
          if (replaced === undefined)
            context.warn(
              `The API replaced the refresh token of "${context.method.name}". The stored one may not work for the next run.`,
            );
          replaced = given;
        },
      },
    );
  },
});
