import { describe, expect, it } from 'vitest';
import { answer, apiOf, operationOf, query } from '../../../test/support/operation.ts';
import { connectorSchema } from '../../connector/definition.ts';
import { instancesSchema } from '../../connector/instance.ts';
import { analyse } from '../analyse/analyse.ts';
import type { ApiModel, SecurityScheme } from '../api-model.ts';
import { emitDefinition } from './definition.ts';
import { emitInstances } from './instances.ts';

function define(api: ApiModel): ReturnType<typeof emitDefinition> {
  const definition = emitDefinition(analyse(api).model);
  expect(connectorSchema.safeParse(definition).error).toBeUndefined();
  return definition;
}

function withSchemes(...schemes: readonly SecurityScheme[]): ApiModel {
  const named = schemes.map((scheme, index): [string, SecurityScheme] => [`scheme ${index + 1}`, scheme]);
  const all = named.map(([scheme]) => ({ scheme, scopes: ['read'] }));
  return apiOf([operationOf()], {
    servers: [{ url: 'https://api.test', variables: new Map() }],
    securitySchemes: new Map(named),
    security: [all],
  });
}

describe('authentication of a definition', () => {
  it.each<[string, readonly SecurityScheme[], readonly object[]]>([
    ['basic', [{ type: 'basic' }], [{ type: 'basic' }]],
    ['bearer', [{ type: 'bearer' }], [{ type: 'token' }]],
    [
      'a key',
      [{ type: 'apiKey', in: 'query', name: 'key' }],
      [{ type: 'api-key', apiKey: { in: 'query', name: 'key' } }],
    ],
    [
      'two keys together',
      [
        { type: 'apiKey', in: 'header', name: 'App-Key' },
        { type: 'apiKey', in: 'header', name: 'App-Token' },
      ],
      [
        {
          type: 'api-key',
          apiKey: { in: 'header', name: 'App-Key', variable: 'scheme_1' },
          and: [{ type: 'api-key', apiKey: { in: 'header', name: 'App-Token', variable: 'scheme_2' } }],
        },
      ],
    ],
    [
      'OAuth 1',
      [{ type: 'oauth1', signatureMethod: 'HMAC-SHA256' }],
      [{ type: 'oauth1', signature: { method: 'HMAC-SHA256' } }],
    ],
    [
      'each grant of OAuth 2 that a server can do, below the base URL where it is',
      [
        {
          type: 'oauth2',
          flows: [
            { grant: 'client_credentials', tokenUrl: 'https://api.test/token', scopes: {} },
            { grant: 'password', tokenUrl: 'https://login.test/{realm}/token', scopes: {} },
            {
              grant: 'authorization_code',
              authorizationUrl: 'https://a.test',
              tokenUrl: 'https://a.test/t',
              scopes: {},
            },
          ],
        },
      ],
      [
        { name: 'scheme 1 (client credentials)', type: 'oauth2-client-credentials', url: 'token', scopes: ['read'] },
        { name: 'scheme 1 (password)', type: 'oauth2-password', url: 'https://login.test/{{realm}}/token' },
        { name: 'scheme 1 (authorisation code)', type: 'oauth2-refresh-token', url: 'https://a.test/t' },
      ],
    ],
    ['what needs a hook', [{ type: 'other', scheme: 'awsv4' }], [{ type: 'custom', hook: 'scheme-1' }]],
  ])('%s', (_, schemes, expected) => {
    const { authMethods, endpoints } = define(withSchemes(...schemes));
    expect(authMethods).toMatchObject(expected);
    expect(endpoints?.[0]?.authMethods).toEqual(authMethods?.map(({ name }) => name));
  });

  it('makes secrets references, and settings without a value the environment’s', () => {
    const definition = define(withSchemes({ type: 'basic' }));
    const instances = emitInstances(definition);
    expect(instancesSchema.parse(instances).instances[0]).toEqual({
      name: 'Shop API',
      connector: 'shop',
      authMethod: 'scheme 1',
      values: { baseUrl: 'https://api.test', username: 'env://SHOP_USERNAME', password: 'secret://SHOP_PASSWORD' },
    });
  });
});

describe('endpoints of a definition', () => {
  const base = { in: 'query', style: 'form', explode: true, schema: { type: 'string' } } as const;

  it('takes parameters over, those of pagination and credentials aside', () => {
    const operation = operationOf({
      path: '/baskets/{order id}/lines',
      parameters: [
        { ...base, name: 'order id', in: 'path', required: true, style: 'simple', explode: false },
        { ...base, name: 'status', required: true },
        query('password'),
        query('page', { type: 'integer' }),
        { ...base, name: 'X-Trace', in: 'header', required: false, style: 'simple', explode: false },
        { ...base, name: 'Authorization', in: 'header', required: true },
      ],
      responses: answer({ type: 'array', items: { type: 'object', properties: { sku: { type: 'string' } } } }),
    });
    const api = { ...withSchemes({ type: 'basic' }), operations: [operation] };
    expect(define(api).endpoints?.[0]).toEqual({
      name: 'Operation',
      entityType: 'lines',
      direction: 'Receive',
      method: 'GET',
      url: '/baskets/{{order_id}}/lines',
      encodeSlashes: true,
      dataType: 'json',
      params: [
        { in: 'url', key: 'status', value: '{{status}}' },
        // Filled from the endpoint only: {{password}} would be the instance's.
        { in: 'url', key: 'password', value: '{{password_value}}', required: false, style: 'form' },
        { in: 'header', key: 'X-Trace', value: '{{X-Trace}}', required: false },
      ],
      variables: [
        { key: 'order_id', required: true },
        { key: 'status', required: true },
        { key: 'password_value' },
        { key: 'X-Trace' },
      ],
      schema: [{ path: 'sku', type: 'string' }],
      pagination: { method: 'Page number parameter', pageParameter: 'page' },
      multiple: true,
      authMethods: ['scheme 1'],
    });
  });

  it('stops at schemas that contain themselves', () => {
    const category = {
      type: 'object',
      properties: { name: { type: 'string' }, children: { type: 'array', items: { $ref: '#/$defs/Category' } } },
    } as const;
    const api = apiOf([operationOf({ responses: answer({ $ref: '#/$defs/Category' }) })], {
      schemas: new Map([['Category', { schema: category, origin: { file: 'a', pointer: '' } }]]),
    });
    expect(define(api).endpoints?.[0]?.schema).toEqual([
      { path: 'name', type: 'string' },
      { path: 'children', type: 'array' },
    ]);
  });

  it('asks the instance for parts of the address', () => {
    const variables = new Map([['region', { default: 'eu' }]]);
    const definition = define(
      apiOf([operationOf({ servers: [{ url: 'https://files.{tenant}.test', variables: new Map() }] })], {
        servers: [{ url: 'https://{region}.shop.test/v1/', variables }],
      }),
    );
    expect(definition.variables).toEqual([
      { key: 'baseUrl', label: 'Base URL', default: 'https://{{region}}.shop.test/v1', required: true },
      { key: 'region', default: 'eu', required: true },
      { key: 'tenant', required: true },
    ]);
    expect(definition.endpoints?.[0]?.url).toBe('https://files.{{tenant}}.test/things');
  });
});
