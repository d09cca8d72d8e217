import { globSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readConnectorTemplates } from '../../src/scaffold/project/connector-templates.ts';
import { readDescription } from '../../src/scaffold/project/read-description.ts';
import { templatesFolder } from '../../src/workspace/templates-folder.ts';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { emitPackage } from '../../src/scaffold/emit/package/emit-package.ts';
import { corpus, openApiDocuments } from '../support/corpus.ts';
import { withExamples, withFiles } from '../support/emit.ts';
import { runNode, runTsc } from '../support/run-node.ts';

const documents = [
  ...openApiDocuments().map((file) => join('openapi', file)),
  ...globSync('postman/*.json', { cwd: corpus }).toSorted(),
];

const rows: Record<string, Record<string, string | number>> = {};
afterAll(() => console.table(rows));

describe('packages of the corpus', () => {
  it.concurrent.each(documents)('%s type-checks and passes its own tests', async (file) => {
    const { model } = await readDescription(join(corpus, file), { allowOutside: false });
    if (model === undefined) throw new Error(`${file} cannot be read`);
    const connector = analyse(model).model;
    const { files, notes } = await emitPackage(
      connector,
      await readConnectorTemplates(join(templatesFolder(), 'connector')),
    );
    const cases = [...files]
      .filter(([path]) => path.startsWith('test/cases/'))
      .flatMap(([, text]) => (JSON.parse(text) as { cases: { isExact: boolean }[] }).cases);
    const untestable = connector.endpoints.filter(({ operation }) => operation.method === 'TRACE').length;
    expect(cases).toHaveLength(connector.endpoints.length - untestable);

    await withFiles(withExamples(files), async (folder) => {
      const checked = await runTsc(folder, 'test');
      expect(checked).toEqual({ exit: 0, output: '' });
      const { exit, output } = await runNode(folder, ['--test', 'test/**/*.test.ts']);
      expect({ exit, failed: exit === 0 ? '' : output.slice(-5000) }).toEqual({ exit: 0, failed: '' });
      rows[file] = {
        operations: connector.endpoints.length,
        schemas: model.schemas.size,
        tests: Number(/^ℹ pass (\d+)$/mu.exec(output)?.[1] ?? 0),
        'without validation': cases.filter(({ isExact }) => !isExact).length,
        notes: notes.length,
      };
    });
  });
});
