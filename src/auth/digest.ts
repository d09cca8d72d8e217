import { createHash } from 'node:crypto';
import { defineAuth, type AuthContext, type Outgoing } from '../contract/define-auth.ts';
import { nonce } from './nonce.ts';
import { requireSecret, requireValue } from './require-value.ts';

interface Challenge {
  readonly algorithm: string;
  readonly hash: 'md5' | 'sha256' | 'sha512-256';
  readonly isSession: boolean;
  readonly qop: 'auth' | 'auth-int' | undefined;
  readonly parameters: ReadonlyMap<string, string>;
}

/**
 * RFC 7616. The first request goes without credentials; its refusal carries the challenge that all further ones answer, until
 * the third party sends another one.
 */
export default defineAuth({
  type: 'digest',
  title: 'Digest',
  requires: ['username', 'password'],
  signs: true,
  open(context) {
    let challenge: Challenge | undefined;
    let uses = 0;
    const answered = new WeakMap<Outgoing, Challenge>();
    return {
      apply(request) {
        // Missing values are said before anything is sent.
        const username = requireValue(context, 'username');
        const password = requireSecret(context, 'password');
        if (challenge !== undefined) {
          answered.set(request, challenge);
          const count = (++uses).toString(16).padStart(8, '0');
          request.headers['authorization'] = answerTo(
            challenge,
            request,
            { username, password, count, own: nonce(context) },
            context,
          );
        }
        return Promise.resolve();
      },
      invalidate(refused, { headers }) {
        const given = readChallenge(headers['www-authenticate'] ?? '');
        if (given === undefined) return false;
        // A new nonce after an answer that was right once is no refusal; the same one, or one without "stale", is.
        const before = answered.get(refused);
        if (before !== undefined && before === challenge) {
          const isStale = given.parameters.get('stale')?.toLowerCase() === 'true';
          if (!isStale && uses <= 1) return false;
        }
        if (before === challenge) [challenge, uses] = [given, 0];
        return true;
      },
    };
  },
});

interface Answer {
  readonly username: string;
  readonly password: string;
  readonly count: string;
  readonly own: string;
}

function answerTo(
  { algorithm, hash, isSession, qop, parameters }: Challenge,
  { method, url, body = '' }: Outgoing,
  { username, password, count, own }: Answer,
  context: AuthContext,
): string {
  const digest = (text: string | Uint8Array): string => createHash(hash).update(text).digest('hex');
  const realm = parameters.get('realm') ?? '';
  const given = parameters.get('nonce') ?? '';
  const uri = url.pathname + url.search;
  const pair = digest(`${username}:${realm}:${password}`);
  context.hide(pair);
  const first = isSession ? digest(`${pair}:${given}:${own}`) : pair;
  const second = digest(qop === 'auth-int' ? `${method}:${uri}:${digest(body)}` : `${method}:${uri}`);
  const response = digest(
    qop === undefined ? `${first}:${given}:${second}` : `${first}:${given}:${count}:${own}:${qop}:${second}`,
  );
  const opaque = parameters.get('opaque');
  return `Digest ${[
    `username=${quoted(username)}`,
    `realm=${quoted(realm)}`,
    `nonce=${quoted(given)}`,
    `uri=${quoted(uri)}`,
    ...(parameters.has('algorithm') ? [`algorithm=${algorithm}`] : []),
    ...(qop === undefined ? [] : [`qop=${qop}`, `nc=${count}`]),
    ...(qop === undefined && !isSession ? [] : [`cnonce=${quoted(own)}`]),
    `response="${response}"`,
    ...(opaque === undefined ? [] : [`opaque=${quoted(opaque)}`]),
  ].join(', ')}`;
}

function quoted(text: string): string {
  return `"${text.replaceAll(/["\\]/gu, String.raw`\$&`)}"`;
}

const hashes = { md5: 'md5', 'sha-256': 'sha256', 'sha-512-256': 'sha512-256' } as const;
/** The stronger one is answered where there are several. */
const strength = ['sha512-256', 'sha256', 'md5'];

/** The challenge to answer; `undefined` where there is none that can be. */
function readChallenge(header: string): Challenge | undefined {
  return challengesIn(header)
    .flatMap((parameters): Challenge[] => {
      const algorithm = parameters.get('algorithm') ?? 'MD5';
      const [, name = '', session] = /^(.*?)(-sess)?$/iu.exec(algorithm) ?? [];
      const hash = hashes[name.toLowerCase() as keyof typeof hashes] as Challenge['hash'] | undefined; // any text may stand there
      const offered = parameters
        .get('qop')
        ?.toLowerCase()
        .split(/\s*,\s*/u);
      const qop =
        offered?.includes('auth') === true ? 'auth' : offered?.includes('auth-int') === true ? 'auth-int' : undefined;
      if (hash === undefined || !parameters.has('nonce') || (offered !== undefined && qop === undefined)) return [];
      return [{ algorithm, hash, isSession: session !== undefined, qop, parameters }];
    })
    .toSorted((a, b) => strength.indexOf(a.hash) - strength.indexOf(b.hash))[0];
}

const part =
  /(?:^|[\s,]+)(?:([A-Za-z][\w-]*)\s+(?=[\w-]+\s*=)|([\w-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,"]+)))|(?:^|[\s,]+)([A-Za-z][\w-]*)(?=\s*(?:,|$))/gu;

/** The parameters of each digest challenge; other schemes may stand beside it in one header. */
function challengesIn(header: string): readonly ReadonlyMap<string, string>[] {
  const found: Map<string, string>[] = [];
  let current: Map<string, string> | undefined;
  for (let rest = header; ;) {
    const match = new RegExp(`^(?:${part.source})`, 'u').exec(rest);
    if (match === null) return found;
    rest = rest.slice(match[0].length);
    const [, scheme, name = '', text, word = '', alone] = match;
    if (alone !== undefined) current = undefined;
    else if (scheme !== undefined) {
      current = scheme.toLowerCase() === 'digest' ? new Map() : undefined;
      if (current !== undefined) found.push(current);
      // What follows begins without a separator.
      rest = ` ${rest}`;
    } else current?.set(name.toLowerCase(), text?.replaceAll(/\\(.)/gu, '$1') ?? word);
  }
}
