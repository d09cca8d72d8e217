import type { AuthMethod, ConnectorVariable } from '../../connector/definition.ts';
import type { OAuthFlow, SecurityScheme } from '../api-model.ts';
import type { ConnectorAuthMethod } from '../connector-model.ts';
import { kebabCase, wordsOf } from '../analyse/words.ts';

/** Credentials of one scheme, with the variables that an instance fills for it. */
interface Part {
  readonly credentials: Omit<AuthMethod, 'name' | 'variables' | 'use' | 'params' | 'and'>;
  readonly variables: readonly ConnectorVariable[];
  /** Tells alternatives of one scheme apart. */
  readonly variant?: string;
}

/**
 * Methods of the definition for one method of the model: one for each grant that a server can do by itself. A token URL
 * below the server is written relative to it, so that it follows the base URL of the instance.
 */
export function authDefinitions(method: ConnectorAuthMethod, serverUrl = ''): readonly AuthMethod[] {
  const keys = method.schemes.filter(({ scheme }) => scheme.type === 'apiKey').length;
  const parts = method.schemes.map(({ name, scheme, scopes }) =>
    partsOf(belowServer(scheme, serverUrl), scopes, name, keys > 1),
  );
  // Alternatives multiply; no API combines two schemes that each have several.
  return product(parts).map((combination) => {
    const [first, ...rest] = combination;
    const variants = combination.flatMap(({ variant }) => (variant === undefined ? [] : [variant]));
    const variables = new Map(
      combination.flatMap((part) => part.variables.map((variable) => [variable.key, variable])),
    );
    const isSeveral = parts.some((alternatives) => alternatives.length > 1);
    return {
      name: isSeveral && variants.length > 0 ? `${method.name} (${variants.join(', ')})` : method.name,
      ...(first?.credentials ?? { type: 'none' }),
      ...(variables.size === 0 ? {} : { variables: [...variables.values()] }),
      ...(rest.length === 0 ? {} : { and: rest.map(({ credentials }) => credentials) }),
    };
  });
}

function belowServer(scheme: SecurityScheme, serverUrl: string): SecurityScheme {
  if (scheme.type !== 'oauth2' || serverUrl === '') return scheme;
  const shorten = (url: string): string => (url.startsWith(`${serverUrl}/`) ? url.slice(serverUrl.length + 1) : url);
  const flows = scheme.flows.map((flow) => ({
    ...flow,
    ...(flow.tokenUrl === undefined ? {} : { tokenUrl: shorten(flow.tokenUrl) }),
    ...(flow.refreshUrl === undefined ? {} : { refreshUrl: shorten(flow.refreshUrl) }),
  }));
  return { ...scheme, flows };
}

function product(lists: readonly (readonly Part[])[]): readonly (readonly Part[])[] {
  return lists.reduce<readonly (readonly Part[])[]>(
    (combinations, list) => combinations.flatMap((before) => list.map((part) => [...before, part])),
    [[]],
  );
}

function partsOf(
  scheme: SecurityScheme,
  scopes: readonly string[],
  name: string,
  isOneOfMany: boolean,
): readonly Part[] {
  switch (scheme.type) {
    case 'apiKey': {
      if (scheme.prefix !== undefined && !isOneOfMany) {
        const tokenHeader = scheme.name.toLowerCase() === 'authorization' ? {} : { tokenHeader: scheme.name };
        const credentials = { type: 'token', ...tokenHeader, tokenPrefix: scheme.prefix } as const;
        return [{ credentials, variables: [secret('token', 'API key')] }];
      }
      const variable = isOneOfMany ? variableKey(name) : 'api_key';
      return [
        {
          credentials: {
            type: 'api-key',
            apiKey: { in: scheme.in, name: scheme.name, ...(isOneOfMany ? { variable } : {}) },
          },
          variables: [secret(variable, isOneOfMany ? name : 'API key')],
        },
      ];
    }
    case 'basic':
      return [
        { credentials: { type: 'basic' }, variables: [plain('username', 'User name'), secret('password', 'Password')] },
      ];
    case 'bearer':
      return [pasted];
    case 'oauth1':
      return [
        {
          credentials: { type: 'oauth1', ...signatureOf(scheme.signatureMethod) },
          variables: [
            secret('consumer_key', 'Consumer key'),
            secret('consumer_secret', 'Consumer secret'),
            { ...secret('token', 'Token'), required: false },
            { ...secret('token_secret', 'Token secret'), required: false },
            { ...plain('realm', 'Realm'), required: false },
          ],
        },
      ];
    case 'oauth2': {
      const grants = scheme.flows.flatMap((flow) => grantOf(flow, scopes) ?? []);
      return grants.length > 0 ? grants : [pasted];
    }
    case 'other':
      return [{ credentials: { type: 'custom', hook: kebabCase(wordsOf(name)) || 'signature' }, variables: [] }];
  }
}

const pasted: Part = { credentials: { type: 'token' }, variables: [secret('token', 'Access token')], variant: 'token' };

function grantOf(flow: OAuthFlow, scopes: readonly string[]): Part | undefined {
  const url = templated(flow.tokenUrl ?? '');
  const asked = scopes.length === 0 ? {} : { scopes: [...scopes] };
  const how = flow.clientAuthentication === undefined ? {} : { clientAuthentication: flow.clientAuthentication };
  const client = [plain('client_id', 'Client id'), secret('client_secret', 'Client secret')];
  // An implicit grant gives its token to a browser; what is left for a server is to be handed one.
  if (flow.grant === 'implicit') return pasted;
  if (url === '') return undefined;
  switch (flow.grant) {
    case 'client_credentials':
      return {
        credentials: { type: 'oauth2-client-credentials', url, ...how, ...asked },
        variables: client,
        variant: 'client credentials',
      };
    case 'password':
      return {
        credentials: { type: 'oauth2-password', url, ...how, ...asked },
        variables: [...client, plain('username', 'User name'), secret('password', 'Password')],
        variant: 'password',
      };
    case 'authorization_code':
      // Scopes were fixed by the consent that gave the refresh token.
      return {
        credentials: { type: 'oauth2-refresh-token', url: templated(flow.refreshUrl ?? flow.tokenUrl ?? ''), ...how },
        variables: [...client, secret('refresh_token', 'Refresh token')],
        variant: 'authorisation code',
      };
  }
}

function signatureOf(method: string | undefined): Pick<AuthMethod, 'signature'> {
  if (method === 'HMAC-SHA256' || method === 'HMAC-SHA512' || method === 'PLAINTEXT') return { signature: { method } };
  return {};
}

/** `{name}` of a description is `{{name}}` in a definition. */
export function templated(text: string): string {
  return text.replaceAll(/\{([^{}]+)\}/gu, (_, name: string) => `{{${variableKey(name)}}}`);
}

/** A key that a token can hold. */
export function variableKey(name: string): string {
  const key = name.replaceAll(/[{}\s]+/gu, '_').replaceAll(/^[^\p{L}\p{N}]+|_+$/gu, '');
  return key === '' ? 'value' : key;
}

function secret(key: string, label: string): ConnectorVariable {
  return { key, label, required: true, secret: true };
}

function plain(key: string, label: string): ConnectorVariable {
  return { key, label, required: true };
}
