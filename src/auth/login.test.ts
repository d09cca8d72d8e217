import { expect, it } from 'vitest';
import type { AuthContext, Outgoing } from '../contract/define-auth.ts';
import { openLoginSession } from './login.ts';

/** Times at which requests are made, in seconds, and how many logins there are by then. */
async function loginsAt(answer: object, seconds: readonly number[]): Promise<number[]> {
  let logins = 0;
  let nowMs = 0;
  const context: AuthContext = {
    method: { name: 'Method', type: 'token-login' },
    value: () => undefined,
    login: { instance: 'Shop', load: () => Promise.resolve(undefined), save: () => Promise.resolve() },
    fill: (text) => text,
    send() {
      logins++;
      const body = Buffer.from(JSON.stringify({ access_token: `at-${logins}`, ...answer }));
      return Promise.resolve({ status: 200, headers: {}, body });
    },
    shown: ({ method, url }) => ({ request: { method, url } }),
    hide: () => undefined,
    redact: (text) => text,
    hook: () => undefined,
    warn: () => undefined,
    timeoutMs: 1000,
    nowMs: () => nowMs,
    random: () => 0.5,
  };
  const request = { method: 'POST', url: 'https://api.example/token', headers: {}, timeoutMs: 1000 };
  const session = openLoginSession(context, () => request);
  const counts: number[] = [];
  for (const second of seconds) {
    nowMs = second * 1000;
    const outgoing: Outgoing = { method: 'GET', url: new URL('https://api.example'), headers: {} };
    await session.apply(outgoing);
    expect(outgoing.headers).toEqual({ authorization: `Bearer at-${logins}` });
    counts.push(logins);
  }
  return counts;
}

it.each([
  ['a minute before it ends', { expires_in: 3600 }, [0, 3539, 3540, 3541, 7079, 7080], [1, 1, 2, 2, 2, 3]],
  ['at half of a short life', { expires_in: 90 }, [0, 44, 45, 89, 90], [1, 1, 2, 2, 3]],
  ['as the text says', { expires_in: '3600' }, [0, 3539, 3540], [1, 1, 2]],
  ['never, where it does not end', {}, [0, 1e9], [1, 1]],
  ['never, where it says nothing that can be read', { expires_in: 'soon' }, [0, 1e9], [1, 1]],
  ['never, where it says that it has no end', { expires_in: 0 }, [0, 1e9], [1, 1]],
])('a token is renewed %s', async (_, answer, seconds, logins) => {
  expect(await loginsAt(answer, seconds)).toEqual(logins);
});
