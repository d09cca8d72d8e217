import type { ConnectorModel } from '../../connector-model.ts';
import { emitApi, emitClient, emitIndex } from './client-files.ts';
import { emitGroup } from './groups.ts';
import { serverAddress } from './operation-spec.ts';
import { emitPackageJson } from './package-json.ts';
import { type RenameTable, planPackage } from './plan.ts';
import { emitReadme } from './readme.ts';
import { emitCases } from './test-cases.ts';
import { TypeWriter } from './types.ts';
import { emitTypes } from './types-file.ts';
import { type Note, notesOf } from './note.ts';
import { emitGroupValidators, emitSchemaValidators } from './validators-file.ts';
import { emitWebhooks, emitWebhookValidators } from './webhooks.ts';
import { TypeScriptWriter } from './writer.ts';

export interface EmittedPackage {
  /** Text by path, with forward slashes, relative to the folder of the package; sorted. */
  readonly files: ReadonlyMap<string, string>;
  /** Paths that are written once and then belong to the user. */
  readonly handWritten: readonly string[];
  readonly names: RenameTable;
  /** What the description says and the package does not check. */
  readonly notes: readonly Note[];
}

const handWritten = ['package.json', 'src/overrides.ts', '.gitignore'];

/** Files of the template that are no part of a package as they are. */
const replaced = new Set([
  'package.json.template',
  'src/client.ts',
  'src/index.ts',
  'src/api.ts',
  'test/support/client.ts',
]);

/**
 * The standalone TypeScript package of a connector. The same model, template and names give the same bytes.
 *
 * `templates` holds the files of `templates/connector` by path; `names` is the rename table of the last run, so that what
 * has a name keeps it.
 */
export async function emitPackage(
  model: ConnectorModel,
  templates: ReadonlyMap<string, string>,
  names?: RenameTable,
): Promise<EmittedPackage> {
  const plan = planPackage(model, names);
  const [server] = model.api.servers;
  const baseUrl = server === undefined ? undefined : serverAddress(server);
  const [writer, ownTypes, groupTypes] = await Promise.all([
    TypeScriptWriter.open(),
    TypeWriter.open(''),
    TypeWriter.open('types.'),
  ]);
  const notes: Note[] = plan.groups.flatMap(notesOf);
  const files = new Map<string, string>();
  for (const [path, text] of templates) if (isCopied(path)) files.set(path.replace(/\.template$/u, ''), text);
  files.set('package.json', emitPackageJson(plan, template(templates, 'package.json.template')));
  files.set('README.md', emitReadme(plan));
  files.set('src/api.ts', emitApi(plan));
  files.set('src/client.ts', emitClient(plan, template(templates, 'src/client.ts'), writer));
  files.set('src/index.ts', emitIndex(plan));
  files.set('src/types.ts', await emitTypes(plan.schemas, ownTypes));
  files.set('src/validators/schemas.ts', emitSchemaValidators(plan.schemas, notes));
  files.set('test/support/client.ts', `export { ${plan.clientName} as Client } from '../../src/client.ts';\n`);
  for (const group of plan.groups) {
    files.set(`src/groups/${group.file}.ts`, await emitGroup(group, groupTypes, writer, baseUrl));
    files.set(`src/validators/${group.file}.ts`, emitGroupValidators(group, notes));
    files.set(`test/cases/${group.file}.json`, emitCases(group, plan.schemas.byIdentifier, baseUrl));
  }
  if (plan.webhooks.length > 0) {
    files.set('src/webhooks.ts', await emitWebhooks(plan.webhooks, groupTypes));
    files.set('src/validators/received.ts', emitWebhookValidators(plan.webhooks, notes));
  }
  const sorted = [...files].sort(([a], [b]) => (a < b ? -1 : 1));
  return { files: new Map(sorted), handWritten, names: plan.names, notes };
}

function isCopied(path: string): boolean {
  return !replaced.has(path) && !/^(?:node_modules|dist|test\/runtime)\//u.test(path);
}

function template(templates: ReadonlyMap<string, string>, path: string): string {
  const text = templates.get(path);
  if (text === undefined) throw new Error(`The template has no ${path}`);
  return text;
}
