import { expect, it } from 'vitest';
import { emitFrom } from '../../support/emit.ts';

const description = {
  openapi: '3.1.0',
  info: { title: 'Workflows', version: '1' },
  paths: {
    '/workflows/{id}': {
      get: {
        operationId: 'getWorkflow',
        tags: ['workflows'],
        parameters: [
          { name: 'id', in: 'path', required: true, schema: { oneOf: [{ type: 'integer' }, { type: 'string' }] } },
          {
            name: 'carrier',
            in: 'query',
            schema: { type: 'string', enum: Array.from({ length: 400 }, (_, index) => `C${index}`) },
          },
        ],
        responses: {
          '200': { description: 'A file', content: { 'audio/*': { schema: { type: 'string', format: 'binary' } } } },
          default: { description: 'Refused', content: { '*/*': { schema: { type: 'object' } } } },
        },
      },
    },
  },
};

it('arguments fit one option only when written as text, and catalogues that are too long to be a type', async () => {
  const { files } = await emitFrom(description);
  const { cases } = JSON.parse(files.get('test/cases/workflows.json') ?? '') as { cases: { input: unknown }[] };
  expect(cases.map(({ input }) => input)).toEqual([{ id: 'text', carrier: 'C0' }]);
});

it('ranges of media types are asked for as they are', async () => {
  const { files } = await emitFrom(description);
  expect(files.get('src/groups/workflows.ts')).toContain("accept: 'audio/*, application/json, */*;q=0.8'");
});
