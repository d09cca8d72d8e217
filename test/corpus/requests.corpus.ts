// The request that flows send by the definition is the one that the package sends, byte for byte: for every operation of
// every description, with all that it takes and with what it cannot do without.
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { emitPackage } from '../../src/scaffold/emit/package/emit-package.ts';
import { readConnectorTemplates } from '../../src/scaffold/project/connector-templates.ts';
import { readDescription } from '../../src/scaffold/project/read-description.ts';
import { templatesFolder } from '../../src/workspace/templates-folder.ts';
import { withFiles } from '../support/emit.ts';
import { compareRequests, type Difference } from '../support/same-requests.ts';
import { corpus, descriptions } from './documents.ts';

const rows: Record<string, Record<string, number>> = {};
afterAll(() => console.table(rows));

describe('requests by the definition and by the package', () => {
  it.each(descriptions)('%s: are the same', async (file) => {
    const { model } = await readDescription(join(corpus, file), { allowOutside: false });
    if (model === undefined) throw new Error(`${file} cannot be read`);
    const connector = analyse(model).model;
    const { files } = await emitPackage(connector, await readConnectorTemplates(join(templatesFolder(), 'connector')));
    const { compared, differences } = await withFiles(files, (folder) => compareRequests(connector, folder));
    const unexplained = differences.filter((one) => reasonFor(one) === undefined);
    rows[file] = { compared, differences: differences.length, unexplained: unexplained.length };
    expect(unexplained.slice(0, 5)).toEqual([]);
  });
});

/** Why two requests may differ. */
function reasonFor({ byPackage, byRuntime }: Difference): string | undefined {
  if (typeof byRuntime === 'string')
    return byRuntime.startsWith('run/wrong-format')
      ? 'The schema of a form is a text: flows refuse what they cannot write as a form.'
      : undefined;
  if (typeof byPackage === 'string' || byPackage.request !== byRuntime.request || byPackage.body !== '')
    return undefined;
  if (byRuntime.body === '{}') return 'A body that may be left out and is read with: flows send an empty object.';
  return undefined;
}
