import { canonicalJson } from '../../../text/json.ts';
import type { OAuthFlow, SecurityRequirement, SecurityScheme } from '../../api-model.ts';
import type { ReadAuth } from './auth.ts';
import type { DraftOperation } from './operation.ts';

interface NamedSchemes {
  readonly schemes: ReadonlyMap<string, SecurityScheme>;
  requirementOf(auth: ReadAuth): SecurityRequirement;
}

const baseNames: Readonly<Record<SecurityScheme['type'], string>> = {
  apiKey: 'apiKey',
  basic: 'basic',
  bearer: 'bearer',
  oauth1: 'oauth1',
  oauth2: 'oauth2',
  other: 'signature',
};

/**
 * Gives equal schemes one name. `tokenRequest` is a request of the collection that fetches tokens: schemes that say
 * nothing but "a token" become OAuth 2 with it.
 */
export function nameSchemes(auths: readonly ReadAuth[], tokenRequest: OAuthFlow | undefined): NamedSchemes {
  const names = new Map<string, string>();
  const schemes = new Map<string, SecurityScheme>();
  const schemeOf = ({ scheme }: ReadAuth): SecurityScheme =>
    scheme.type === 'bearer' && tokenRequest !== undefined ? { type: 'oauth2', flows: [tokenRequest] } : scheme;
  for (const auth of auths) {
    const scheme = schemeOf(auth);
    const key = canonicalJson(scheme);
    if (names.has(key)) continue;
    const base = baseNames[scheme.type];
    let name = base;
    for (let count = 2; schemes.has(name); count++) name = `${base}${count}`;
    names.set(key, name);
    schemes.set(name, scheme);
  }
  return {
    schemes,
    requirementOf: (auth) => [{ scheme: names.get(canonicalJson(schemeOf(auth))) ?? '', scopes: auth.scopes }],
  };
}

/** The token endpoint, when the collection has one request that asks it for a token with client credentials. */
export function tokenRequestOf(drafts: readonly DraftOperation[]): OAuthFlow | undefined {
  const found = drafts.filter(
    (draft) => draft.method === 'POST' && /(?:^|\/)token$/u.test(draft.path) && grantOf(draft) === 'client_credentials',
  );
  // The shortest path is the general one: others are for a customer or a session.
  const [first] = found.toSorted((a, b) => a.path.length - b.path.length);
  if (first === undefined) return undefined;
  const isBasic = typeof first.auth === 'object' && first.auth.scheme.type === 'basic';
  return {
    grant: 'client_credentials',
    tokenUrl: `${first.server.url}${first.path}`,
    ...(isBasic ? { clientAuthentication: 'header' } : {}),
    scopes: {},
  };
}

function grantOf({ parameters, body }: DraftOperation): unknown {
  const query = parameters.find(({ name }) => name === 'grant_type');
  if (query !== undefined && typeof query.schema === 'object') return query.schema.default;
  const [content] = body?.contents ?? [];
  const [example] = content?.examples ?? [];
  return typeof example === 'object' && example !== null && 'grant_type' in example ? example.grant_type : undefined;
}
