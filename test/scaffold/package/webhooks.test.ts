import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { analyse } from '../../../src/scaffold/analyse/analyse.ts';
import { emitDefinition } from '../../../src/scaffold/emit/definition.ts';
import { emitFrom, withExamples, withFiles } from '../../support/emit.ts';
import { readApi } from '../../support/read-api.ts';
import { runNode, runTsc } from '../../support/run-node.ts';

const json = (schema: object): object => ({ content: { 'application/json': { schema } } });
const scan = {
  type: 'object',
  required: ['depot'],
  properties: { depot: { type: 'string' }, parcel: { type: 'integer' } },
};

const description = {
  openapi: '3.1.0',
  info: { title: 'Hooks', version: '1' },
  webhooks: {
    parcelScanned: { post: { summary: 'Scanned.', requestBody: json({ $ref: '#/components/schemas/Scan' }) } },
    'depot-closed': { post: { requestBody: { content: { 'application/x-www-form-urlencoded': { schema: {} } } } } },
    ping: { get: {} },
  },
  components: { schemas: { Scan: scan } },
};

describe('a description of webhooks alone', () => {
  it('becomes a package that reads them, and passes its own tests', async () => {
    const { files } = await emitFrom(description);
    await withFiles(withExamples(files), async (folder) => {
      await writeFile(
        join(folder, 'test', 'receive.ts'),
        [
          "import { readWebhook, ValidationError } from '../src/index.ts';",
          'const scan = await readWebhook(\'parcelScanned\', \'{"depot":"A","parcel":12345678901234567890}\');',
          'const depot: string = scan.depot;',
          "const closed = await readWebhook('depot-closed', new TextEncoder().encode('id=4&why=old+age'));",
          'let refused: unknown;',
          "try { await readWebhook('parcelScanned', '{}'); } catch (error) { refused = error; }",
          "const loose = await readWebhook('parcelScanned', '{}', { validation: 'off' });",
          'console.log(JSON.stringify([depot, String(scan.parcel), closed, refused instanceof ValidationError, loose]));',
        ].join('\n'),
      );
      expect(await runTsc(folder, 'test')).toEqual({ exit: 0, output: '' });
      const received = await runNode(folder, ['test/receive.ts']);
      expect(JSON.parse(received.output.split('\n').find((line) => line.startsWith('[')) ?? '')).toEqual([
        'A',
        '12345678901234567890',
        { id: '4', why: 'old age' },
        true,
        {},
      ]);
      expect((await runNode(folder, ['--test', 'test/**/*.test.ts'])).exit).toBe(0);
    });
  });

  it('becomes a definition that says what a flow gets', async () => {
    const definition = emitDefinition(analyse(await readApi(description)).model);
    expect(definition).toMatchObject({
      variables: [],
      endpoints: [],
      webhooks: [
        {
          name: 'parcelScanned',
          description: 'Scanned.',
          method: 'POST',
          dataType: 'json',
          schema: [
            { path: 'depot', type: 'string', required: true },
            { path: 'parcel', type: 'integer' },
          ],
        },
        { name: 'depot-closed', method: 'POST', dataType: 'txt' },
        { name: 'ping', method: 'GET' },
      ],
    });
  });
});
