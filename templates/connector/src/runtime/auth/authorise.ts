import { AuthenticationError } from '../errors.ts';
import { Secret, reveal } from '../secret.ts';
import type { Secrets } from '../secrets.ts';
import type { Clock } from '../wait.ts';
import type {
  AuthMethods,
  BasicCredentials,
  Credential,
  SchemeSpec,
  SignRequest,
  SignableRequest,
  TokenContext,
  TokenProvider,
} from './credentials.ts';
import { type OAuth1Credentials, signOAuth1 } from './oauth1.ts';
import { type OAuth2Credentials, TokenRequestError, openOAuth2 } from './oauth2.ts';

/** Forgets the tokens that a request carried. Gives false where none can be fetched anew. */
export type Renew = () => boolean;

/** Applies the credentials that the client was given to requests, and keeps the tokens fetched for them. */
export class Authoriser {
  readonly #schemes: Readonly<Record<string, SchemeSpec>>;
  readonly #methods: AuthMethods;
  readonly #credentials: ReadonlyMap<string, Credential>;
  readonly #fetch: typeof globalThis.fetch;
  readonly #clock: Clock;
  readonly #secrets: Secrets;
  readonly #baseUrl: string | undefined;
  readonly #providers = new Map<string, TokenProvider>();

  constructor(
    schemes: Readonly<Record<string, SchemeSpec>>,
    methods: AuthMethods,
    credentials: Readonly<Record<string, Credential | undefined>>,
    fetch: typeof globalThis.fetch,
    clock: Clock,
    secrets: Secrets,
    baseUrl: string | undefined,
  ) {
    this.#schemes = schemes;
    this.#methods = methods;
    this.#credentials = new Map(
      Object.entries(credentials).filter((entry): entry is [string, Credential] => entry[1] !== undefined),
    );
    this.#fetch = fetch;
    this.#clock = clock;
    this.#secrets = secrets;
    this.#baseUrl = baseUrl;
    for (const credential of this.#credentials.values()) secrets.keep(...secretsOf(credential));
  }

  /** Uses the first accepted method for which every scheme has credentials. */
  async apply(
    request: SignableRequest,
    operation: string,
    accepted: readonly string[],
    signal: AbortSignal | undefined,
  ): Promise<Renew> {
    const ready = accepted.find((name) => this.#methods[name]?.every(({ scheme }) => this.#credentials.has(scheme)));
    if (ready === undefined) {
      if (accepted.length === 0) return () => false;
      const wanted = accepted.map((name) => this.#methods[name]?.map(({ scheme }) => scheme).join(' and ') ?? name);
      throw new AuthenticationError(operation, `no credentials: set ${wanted.join(', or ')}`);
    }
    const renewals: (() => void)[] = [];
    const context: TokenContext = { fetch: this.#fetch, baseUrl: this.#baseUrl, nowMs: this.#clock.now(), signal };
    for (const { scheme, scopes = [] } of this.#methods[ready] ?? []) {
      const spec = this.#schemes[scheme];
      const credential = this.#credentials.get(scheme);
      if (spec === undefined || credential === undefined) continue;
      const token = (): Promise<string> =>
        this.#token(scheme, spec, credential, scopes, context, operation, (renew) => renewals.push(renew));
      await applyScheme(request, spec, credential, token, this.#clock).catch(async (error: unknown) => {
        if (error instanceof AuthenticationError) throw error;
        // The platform repeats in its words what cannot be a header.
        const cause = (await this.#secrets.redactor()).error(error);
        if (spec.type === 'sign') throw cause;
        throw new AuthenticationError(operation, `the credentials "${scheme}" cannot be put into a request`, { cause });
      });
    }
    this.#secrets.passRequest(request.url, request.headers);
    return () => {
      for (const renew of renewals) renew();
      return renewals.length > 0;
    };
  }

  async #token(
    name: string,
    scheme: SchemeSpec,
    credential: Credential,
    scopes: readonly string[],
    context: TokenContext,
    operation: string,
    onRenewable: (renew: () => void) => void,
  ): Promise<string> {
    if (typeof credential === 'string' || credential instanceof Secret) return reveal(credential);
    const provider = this.#provider(name, scheme, credential, scopes);
    try {
      const token = await provider.get(context);
      this.#secrets.pass(token);
      onRenewable(() => provider.invalidate(token));
      return token;
    } catch (error) {
      const cause = (await this.#secrets.redactor()).error(error);
      const reason = cause instanceof Error ? `: ${cause.message}` : '';
      throw new AuthenticationError(operation, `no token for "${name}"${reason}`, { cause, answer: answerOf(error) });
    }
  }

  #provider(name: string, scheme: SchemeSpec, credential: Credential, scopes: readonly string[]): TokenProvider {
    if (isProvider(credential)) return credential;
    let provider = this.#providers.get(name);
    if (provider === undefined) {
      if (scheme.type !== 'oauth2') throw new TypeError(`"${name}" takes a token or a token provider`);
      provider = openOAuth2(credential as OAuth2Credentials, scheme, scopes);
      this.#providers.set(name, provider);
    }
    return provider;
  }
}

function isProvider(credential: Credential): credential is TokenProvider {
  return typeof (credential as Partial<TokenProvider>).get === 'function';
}

/** What a token endpoint answered, or that it did not. */
function answerOf(error: unknown): AuthenticationError['answer'] {
  if (error instanceof TokenRequestError) return error.status === undefined ? undefined : { status: error.status, headers: error.headers };
  return error instanceof TypeError && error.cause !== undefined ? {} : undefined;
}

/** Members of credentials that nobody else may see. */
const secretMembers = [
  ...['password', 'clientSecret', 'refreshToken', 'accessToken', 'code', 'codeVerifier'],
  ...['consumerSecret', 'token', 'tokenSecret'],
];

function secretsOf(credential: Credential): string[] {
  if (typeof credential === 'string' || credential instanceof Secret) return [reveal(credential)];
  const members = new Map<string, unknown>(Object.entries(credential));
  const text = (name: string): string | undefined => {
    const value = members.get(name);
    return value instanceof Secret ? value.reveal() : typeof value === 'string' ? value : undefined;
  };
  const secrets = secretMembers.map(text).filter((value) => value !== undefined);
  // Basic authentication encodes both together.
  const pairs = [['username', 'password'], ['clientId', 'clientSecret']].map(([name = '', secret = '']) => [text(name), text(secret)]);
  return [...secrets, ...pairs.filter((pair) => !pair.includes(undefined)).map((pair) => pair.join(':'))];
}

async function applyScheme(
  request: SignableRequest,
  spec: SchemeSpec,
  credential: Credential,
  token: () => Promise<string>,
  clock: Clock,
): Promise<void> {
  switch (spec.type) {
    case 'apiKey': {
      const key = await token();
      if (spec.in === 'header') request.headers.set(spec.name, `${spec.prefix ?? ''}${key}`);
      else if (spec.in === 'query') request.url.searchParams.set(spec.name, key);
      else addCookie(request.headers, `${spec.name}=${key}`);
      return;
    }
    case 'basic': {
      const { username, password } = credential as BasicCredentials;
      request.headers.set('authorization', `Basic ${base64(`${username}:${reveal(password)}`)}`);
      return;
    }
    case 'bearer':
    case 'oauth2':
      request.headers.set('authorization', `Bearer ${await token()}`);
      return;
    case 'oauth1':
      return signOAuth1(
        request,
        credential as OAuth1Credentials,
        spec.signatureMethod,
        crypto.randomUUID().replaceAll('-', ''),
        Math.floor(clock.now() / 1000),
      );
    case 'sign':
      await (credential as SignRequest)(request);
  }
}

export function addCookie(headers: Headers, cookie: string): void {
  const present = headers.get('cookie');
  headers.set('cookie', present === null ? cookie : `${present}; ${cookie}`);
}

/** `btoa` takes Latin-1 only; passwords are UTF-8 (RFC 7617). */
function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)));
}
