// Every method of a package against a server that nobody here wrote: Stoplight's Prism reads the same description, and
// says of each request whether it is valid.
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConnectorTemplates } from '../../src/scaffold/project/connector-templates.ts';
import { readDescription } from '../../src/scaffold/project/read-description.ts';
import { templatesFolder } from '../../src/workspace/templates-folder.ts';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { emitPackage } from '../../src/scaffold/emit/package/emit-package.ts';
import { planPackage } from '../../src/scaffold/emit/package/plan.ts';
import { corpus, openApiDocuments } from '../support/corpus.ts';
import { withFiles } from '../support/emit.ts';
import { refusedByPrism } from './support/prism-exceptions.ts';
import { installPrism, withPrism } from './support/prism.ts';
import { type Call, callsOf, send } from './support/send-calls.ts';

const leftOut = new Set([
  // Prism has not loaded the one after six minutes, and takes four to answer for the other.
  'stripe.yaml',
  'xero-accounting.yaml',
  // Everything odd that a description can have, made up to try out a generator: much of it means nothing to Prism.
  'full-3.1-fixture/full.yaml',
]);
const documents = openApiDocuments().filter((file) => !leftOut.has(file));

const rows: Record<string, Record<string, string>> = {};
beforeAll(installPrism);
afterAll(() => console.table(rows));

describe('requests of generated packages, by the mock server of Prism', () => {
  it.each(documents)('%s: are valid', async (file) => {
    const path = join(corpus, 'openapi', file);
    const { model } = await readDescription(path, { allowOutside: false });
    if (model === undefined) throw new Error(`${file} cannot be read`);
    const connector = analyse(model).model;
    const { files } = await emitPackage(connector, await readConnectorTemplates(join(templatesFolder(), 'connector')));
    const calls = callsOf(planPackage(connector));
    expect(new Set(calls.map(({ operation }) => operation)).size).toBe(connector.endpoints.length);

    const refused = await withFiles(files, (folder) => withPrism(path, (origin) => send(calls, folder, origin)));
    const excused = refusedByPrism[file] ?? {};
    expect(refused.filter(({ operation }) => !Object.hasOwn(excused, operation))).toEqual([]);
    // An exception that is none any more has to go.
    expect([...new Set(refused.map(({ operation }) => operation))].toSorted()).toEqual(Object.keys(excused).toSorted());
    rows[file] = countByMethod(calls, new Set(Object.keys(excused)));
  });
});

/** `accepted of called` requests, and the operations that Prism refuses without reason. */
function countByMethod(calls: readonly Call[], excused: ReadonlySet<string>): Record<string, string> {
  const count = (belongs: (method: string) => boolean): string => {
    const called = calls.filter(({ operation }) => belongs(operation.split(' ', 1)[0] ?? ''));
    return `${called.filter(({ operation }) => !excused.has(operation)).length} of ${called.length}`;
  };
  return {
    GET: count((method) => method === 'GET'),
    'POST, PUT, PATCH': count((method) => ['POST', 'PUT', 'PATCH'].includes(method)),
    others: count((method) => !['GET', 'POST', 'PUT', 'PATCH'].includes(method)),
    exceptions: String(excused.size),
  };
}
