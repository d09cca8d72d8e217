import { describe, expect, it } from 'vitest';
import { answer, apiOf, operationOf } from '../../../test/support/operation.ts';
import { overlaySchema } from '../../connector/overlay.ts';
import type { Operation } from '../api-model.ts';
import { analyse, connectorName } from './analyse.ts';
import { detectApiRateLimit, detectRateLimit } from './rate-limit.ts';

describe('rate limits', () => {
  it.each<[string, object | undefined]>([
    ['Up to 100 requests per minute are allowed.', { count: 100, unit: 'minute' }],
    ['A limit of 1,000 API calls/hour', { count: 1000, unit: 'hour' }],
    ['5 requests every 10 seconds', { count: 30, unit: 'minute' }],
    ['10 requests/s, 100 calls per month', { count: 10, unit: 'second' }],
    ['2 queries per second', { count: 2, unit: 'second' }],
    ['Limited to only 60 unauthenticated requests per hour.', { count: 60, unit: 'hour' }],
    ['You have a rate limit of 10/s.', { count: 10, unit: 'second' }],
    ['Calls are throttled to 300 per 5 minutes.', { count: 1, unit: 'second' }],
    ['120 requests are allowed in a minute.', { count: 120, unit: 'minute' }],
    ['Sold 100 items per minute.', undefined],
    ['Requests are limited.', undefined],
  ])('%s', (description, value) => {
    expect(detectApiRateLimit(apiOf([], { description }))?.value).toEqual(value);
  });

  it('reads tables of rates below one a second', () => {
    const description = '**Usage Plan:**\n\n| Rate (requests per second) | Burst |\n| ---- | ---- |\n| 0.0167 | 20 |\n';
    expect(detectRateLimit(operationOf({ description }))).toMatchObject({
      value: { count: 1, unit: 'minute' },
      confidence: 'high',
    });
  });

  it('reads headers that say how many and over which time', () => {
    const of = (name: string, description: string): unknown => {
      const header = { schema: { type: 'integer', examples: [90] }, description } as const;
      return detectRateLimit(
        operationOf({ responses: [{ status: '200', contents: [], headers: new Map([[name, header]]) }] }),
      )?.value;
    };
    expect(of('X-RateLimit-Limit', 'Requests that are allowed per hour.')).toEqual({ count: 90, unit: 'hour' });
    expect(of('RateLimit-Limit', 'At most 5 requests per second.')).toEqual({ count: 5, unit: 'second' });
    expect(of('X-RateLimit-Remaining', 'Requests left per hour.')).toBeUndefined();
    expect(of('X-RateLimit-Limit', 'The limit.')).toBeUndefined();
  });

  it('reads extensions', () => {
    const of = (extensions: Operation['extensions']): unknown => detectRateLimit(operationOf({ extensions }))?.value;
    expect(of({ 'x-rate-limit': { limit: 40, period: 'minute' } })).toEqual({ count: 40, unit: 'minute' });
    expect(of({ 'x-ratelimit': { requests: 120, window: 60 } })).toEqual({ count: 2, unit: 'second' });
    expect(of({ 'x-ratelimit': { requests: 'many' } })).toBeUndefined();
    expect(of({ 'x-throttling': { default: { rate: 3, per: 'second' } } })).toEqual({ count: 3, unit: 'second' });
    expect(of({ 'x-quota': { requestsPerMinute: 90 } })).toEqual({ count: 90, unit: 'minute' });
  });
});

describe('analyse', () => {
  const header = (name: string): Operation['parameters'][number] => ({
    name,
    in: 'header',
    required: false,
    schema: { type: 'string' },
    style: 'simple',
    explode: false,
  });
  const list = operationOf({
    declaredId: 'listOrders',
    path: '/orders',
    tags: ['Orders'],
    responses: answer({ type: 'array', items: { type: 'object' } }),
  });
  const create = operationOf({
    declaredId: 'createOrder',
    method: 'POST',
    path: '/orders',
    tags: ['Orders'],
    parameters: [header('Idempotency-Key')],
    security: [
      [
        { scheme: 'app', scopes: [] },
        { scheme: 'login', scopes: ['write'] },
      ],
      [{ scheme: 'app', scopes: [] }],
      [{ scheme: 'nobody', scopes: [] }],
    ],
  });
  const remove = operationOf({ declaredId: 'deleteOrder', method: 'DELETE', path: '/orders/{id}', security: [] });
  const api = apiOf([list, create, remove], {
    securitySchemes: new Map([
      ['app', { type: 'apiKey', in: 'header', name: 'X-App' }],
      ['login', { type: 'oauth2', flows: [] }],
    ]),
    security: [[{ scheme: 'app', scopes: [] }]],
  });

  it('knows what reads, what writes, and what may be repeated', () => {
    const { endpoints } = analyse(api).model;
    expect(endpoints.map(({ key, direction, isSafeToRetry }) => [key, direction, isSafeToRetry])).toEqual([
      ['GET /orders', 'Receive', true],
      ['POST /orders', 'Send', true],
      ['DELETE /orders/{id}', 'Send', true],
    ]);
    expect(endpoints.map(({ entityType }) => entityType)).toEqual(['orders', 'orders', 'orders']);
    expect(endpoints[1]?.idempotencyKey?.value).toEqual({ header: 'Idempotency-Key' });
  });

  it('keeps "and" and "or" of security apart', () => {
    const { authMethods, endpoints } = analyse(api).model;
    expect(authMethods.map(({ name, schemes }) => [name, schemes.length])).toEqual([
      ['app', 1],
      ['app and login', 2],
    ]);
    expect(endpoints.map((endpoint) => endpoint.authMethods)).toEqual([['app'], ['app and login', 'app'], []]);
  });

  it('lets the overlay win', () => {
    const overlay = overlaySchema.parse({
      format: 'repatch-overlay',
      formatVersion: 1,
      rateLimit: { count: 5, unit: 'second' },
      endpoints: {
        'GET /orders': { name: 'Every order', entityType: 'sales', pagination: { method: 'Link Header' } },
        'POST /orders': { idempotencyKey: null, safeToRetry: false, authMethods: ['ap'] },
        'GET /ordres': {},
      },
    });
    const { model, findings } = analyse(api, { overlay });
    expect(model.rateLimit?.value).toEqual({ count: 5, unit: 'second' });
    expect(model.endpoints[0]).toMatchObject({
      title: 'Every order',
      entityType: 'sales',
      pagination: { value: { method: 'Link Header' }, evidence: ['Given in the overlay.'] },
    });
    expect(model.endpoints[1]).not.toHaveProperty('idempotencyKey');
    expect(model.endpoints[1]?.isSafeToRetry).toBe(false);
    expect(findings.map(({ code, pointer, help }) => [code, pointer, help])).toEqual([
      [
        'scaffold/overlay-unknown-auth-method',
        '/endpoints/POST ~1orders/authMethods/0',
        'Methods: "app", "app and login".',
      ],
      ['scaffold/overlay-unknown-endpoint', '/endpoints/GET ~1ordres', 'Did you mean "GET /orders"?'],
    ]);
  });

  it('refuses corrections that give two endpoints one name', () => {
    const overlay = overlaySchema.parse({
      format: 'repatch-overlay',
      formatVersion: 1,
      endpoints: {
        'GET /orders': { name: 'create ORDER' },
        'POST /orders': { id: 'remove' },
        'DELETE /orders/{id}': { id: 'remove' },
      },
    });
    expect(analyse(api, { overlay }).findings.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['scaffold/overlay-duplicate-name', '/endpoints/GET ~1orders/name'],
      ['scaffold/overlay-duplicate-name', '/endpoints/POST ~1orders/id'],
      ['scaffold/overlay-duplicate-name', '/endpoints/DELETE ~1orders~1{id}/id'],
    ]);
  });

  it.each([
    ["GitHub's official OpenAPI spec", 'github'],
    ['Crème & Brûlée API', 'creme-brulee'],
    ['../../etc/passwd', 'etc-passwd'],
    ['2Checkout', 'checkout'],
    ['日本', 'connector'],
    ['node_modules', 'connector'],
  ])('names a connector: %s', (title, name) => {
    expect(connectorName(title)).toBe(name);
  });
});
