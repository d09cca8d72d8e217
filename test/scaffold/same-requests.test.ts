import { join } from 'node:path';
import { expect, it } from 'vitest';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { emitPackage } from '../../src/scaffold/emit/package/emit-package.ts';
import { readConnectorTemplates } from '../../src/scaffold/project/connector-templates.ts';
import { templatesFolder } from '../../src/workspace/templates-folder.ts';
import { withFiles } from '../support/emit.ts';
import { readApi } from '../support/read-api.ts';
import { compareRequests } from '../support/same-requests.ts';

const text = { type: 'string' };
const list = { type: 'array', items: text };
const filter = { type: 'object', properties: { status: list, from: text } };
const query = (name: string, schema: object, more: object = {}): object => ({ name, in: 'query', schema, ...more });
const ok = { '200': { description: 'Done', content: { 'application/vnd.api+json': { schema: { type: 'object' } } } } };
const sent = (type: string, schema: object, encoding: object = {}): object => ({
  requestBody: { required: true, content: { [type]: { schema, encoding } } },
  responses: ok,
});

/** Every way to write a parameter or a body, each as an operation of its own. */
const description = {
  openapi: '3.0.3',
  info: { title: 'Ways', version: '1' },
  servers: [{ url: 'https://api.example.test/v1' }],
  security: [{ key: [] }],
  paths: {
    '/queries': {
      get: {
        parameters: [
          query('plain', text, { example: 'a b&c' }),
          query('many', list),
          query('joined', list, { explode: false }),
          query('piped', list, { style: 'pipeDelimited', explode: false }),
          query('filter', filter, { style: 'deepObject' }),
          query('exploded', { type: 'object', properties: { inner: text } }),
          query('reserved', text, { allowReserved: true, example: '/a:b' }),
          { name: 'json', in: 'query', content: { 'application/json': { schema: filter } } },
          { name: 'session', in: 'cookie', required: true, schema: text },
          { name: 'X-Tags', in: 'header', schema: list },
          { name: 'X-Version', in: 'header', required: true, schema: { ...text, default: '2026-07' } },
        ],
        responses: ok,
      },
    },
    '/paths/{plain}/{list}/{label}/{matrix}': {
      get: {
        parameters: [
          { name: 'plain', in: 'path', required: true, schema: text, example: 'a/b c' },
          { name: 'list', in: 'path', required: true, schema: list },
          { name: 'label', in: 'path', required: true, style: 'label', schema: text },
          { name: 'matrix', in: 'path', required: true, style: 'matrix', explode: true, schema: list },
        ],
        responses: { '204': { description: 'Done' } },
      },
    },
    '/json': { post: sent('application/merge-patch+json', filter) },
    '/form': { post: sent('application/x-www-form-urlencoded', { type: 'object', properties: { ids: list, filter } }) },
    '/joined': {
      post: sent(
        'application/x-www-form-urlencoded',
        { type: 'object', properties: { ids: list } },
        { ids: { explode: false } },
      ),
    },
    '/parts': {
      post: sent(
        'multipart/form-data',
        { type: 'object', properties: { file: { type: 'string', format: 'binary' }, note: text, meta: filter } },
        { file: { contentType: 'image/png' } },
      ),
    },
    '/xml': { post: sent('text/xml', text) },
    '/bytes': { post: sent('application/pdf', { type: 'string', format: 'binary' }) },
    '/elsewhere': { get: { servers: [{ url: 'https://other.example.test' }], security: [], responses: ok } },
    '/image': {
      post: {
        parameters: [
          { name: 'Content-Type', in: 'header', required: true, schema: { ...text, default: 'application/json' } },
        ],
        requestBody: { content: { 'multipart/form-data': { schema: { type: 'object', properties: { note: text } } } } },
        responses: ok,
      },
    },
    '/cancel': { post: { responses: ok }, delete: { responses: ok } },
  },
  components: { securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'api_key' } } },
};

it('flows send by the definition what the package sends, byte for byte', async () => {
  const { model } = analyse(await readApi(description));
  const { files } = await emitPackage(model, await readConnectorTemplates(join(templatesFolder(), 'connector')));
  const { compared, differences } = await withFiles(files, (folder) => compareRequests(model, folder));
  expect(compared).toBe(24);
  expect(differences).toEqual([]);
});
