import { expect, it } from 'vitest';
import { usePackage } from '../../support/use-package.ts';

const operation = (operationId: string, ...servers: object[]): object => ({
  operationId,
  tags: ['calls'],
  responses: { '200': { description: 'Done' } },
  ...(servers.length === 0 ? {} : { servers }),
});
const region = { url: 'https://{region}.example.com/v1/', variables: { region: { default: 'eu' } } };

const description = {
  openapi: '3.0.3',
  info: { title: 'Places', version: '1' },
  servers: [{ url: 'https://api.example.com/v1' }],
  paths: {
    '/usual': { get: operation('usual') },
    '/same': { get: operation('same', { url: 'https://api.example.com/v1' }) },
    '/relative': { get: operation('relative', { url: '/v2' }) },
    '/files': {
      servers: [{ url: 'https://files.example.com' }],
      get: operation('ofPath'),
      post: operation('ofOperation', { url: 'https://cdn.example.com/x/' }),
    },
    '/region': { get: operation('withVariable', region) },
  },
};

it('operations on a server of their own go there, whatever the base URL is, unless another is named for it', async () => {
  const output = await usePackage(
    description,
    `
import { PlacesClient } from '../src/index.ts';

for (const options of [
  {},
  { baseUrl: 'https://sandbox.example.com' },
  { baseUrl: 'https://sandbox.example.com', servers: { 'https://files.example.com': 'https://sandbox.example.com/files-of' } },
]) {
  const seen: string[] = [];
  const { calls } = new PlacesClient({
    ...options,
    fetch: async (url) => {
      seen.push(String(url));
      return new Response();
    },
  });
  for (const name of ['usual', 'same', 'relative', 'ofPath', 'ofOperation', 'withVariable'] as const) await calls[name]();
  console.log(seen.join(' '));
}
`,
  );
  const others = 'https://cdn.example.com/x/files https://eu.example.com/v1/region';
  const usual = (base: string): string => `${base}/usual ${base}/same ${base}/relative`;
  expect(output.trim().split('\n')).toEqual([
    `${usual('https://api.example.com/v1')} https://files.example.com/files ${others}`,
    `${usual('https://sandbox.example.com')} https://files.example.com/files ${others}`,
    `${usual('https://sandbox.example.com')} https://sandbox.example.com/files-of/files ${others}`,
  ]);
}, 60_000);
