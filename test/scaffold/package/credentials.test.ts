import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/scaffold/analyse/analyse.ts';
import { emitDefinition } from '../../../src/scaffold/emit/definition.ts';
import { readApi } from '../../support/read-api.ts';
import { usePackage } from '../../support/use-package.ts';

const responses = { '200': { description: 'Done', content: { 'application/json': { schema: { type: 'object' } } } } };
const get = (operationId: string, security?: readonly object[]): object => ({
  get: { operationId, tags: ['calls'], responses, ...(security === undefined ? {} : { security }) },
});

const description = {
  openapi: '3.0.3',
  info: { title: 'Access', version: '1' },
  servers: [{ url: 'http://localhost/api' }],
  security: [{ Key: [] }, {}],
  paths: {
    '/first': get('first', [{}, { Key: [] }]),
    '/last': get('last', [{ Key: [] }, {}]),
    '/both': get('both', [{ Key: [], None: [] }, {}]),
    '/inherited': get('inherited'),
    '/public': get('open', []),
    '/only': get('only', [{}]),
    '/closed': get('closed', [{ Key: [] }]),
  },
  components: {
    securitySchemes: {
      Key: { type: 'apiKey', in: 'header', name: 'X-Key' },
      // The name that access without credentials would have.
      None: { type: 'apiKey', in: 'header', name: 'X-None' },
      none: { type: 'apiKey', in: 'header', name: 'X-none' },
    },
  },
};

describe('access without credentials as an alternative', () => {
  it('is used where no credentials are given, and only there', async () => {
    const output = await usePackage(
      description,
      `
import { AccessClient } from '../src/index.ts';
import { TestServer } from './support/server.ts';

const server = await TestServer.start();
for (const credentials of [{}, { Key: 'k' }]) {
  const { calls } = new AccessClient({ baseUrl: server.origin, credentials });
  for (const name of ['first', 'last', 'both', 'inherited', 'open', 'only', 'closed'] as const) {
    server.prepare({ status: 200, headers: { 'content-type': 'application/json' }, body: '{}' });
    const sent = await calls[name]().then(() => server.received[0]?.headers['x-key'] ?? 'no key', (error: unknown) => (error as Error).name);
    console.log(name, sent);
  }
}
await server.close();
`,
    );
    const lines = output.trim().split('\n');
    expect(lines.slice(0, 7)).toEqual([
      ...['first', 'last', 'both', 'inherited', 'open', 'only'].map((name) => `${name} no key`),
      'closed AuthenticationError',
    ]);
    expect(lines.slice(7)).toEqual([
      'first k',
      'last k',
      'both no key',
      'inherited k',
      'open no key',
      'only no key',
      'closed k',
    ]);
  }, 60_000);

  it('is a method of the definition, the last one', async () => {
    const { authMethods = [], endpoints = [] } = emitDefinition(analyse(await readApi(description)).model);
    expect(authMethods.at(-1)).toEqual({ name: 'none_', type: 'none' });
    const accepted = Object.fromEntries(endpoints.map((one) => [one.url, one.authMethods]));
    expect(accepted).toMatchObject({
      '/first': ['Key', 'none_'],
      '/last': ['Key', 'none_'],
      '/public': [],
      '/only': [],
      '/closed': ['Key'],
    });
  });
});
