import { readFile } from 'node:fs/promises';
import { basename, dirname, join, relative, resolve } from 'node:path';
import type { Document } from 'yaml';
import type { ConnectorDefinition } from '../connector/definition.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { connectorName } from '../scaffold/analyse/analyse.ts';
import { kebabCase, wordsOf } from '../scaffold/analyse/words.ts';
import { emitInstances } from '../scaffold/emit/instances.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { isTaken, withSchemaPath, writeStarters } from '../workspace/starter-files.ts';
import { writeWhole } from '../workspace/files.ts';
import { templatesFolder } from '../workspace/templates-folder.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';
import { readDocument } from '../workspace/read-document.ts';

export interface NewOptions {
  readonly kind: 'flow' | 'connector' | 'instance';
  readonly name: string;
  /** Of an instance: its connector. Default: the only one that there is. */
  readonly connector?: string;
  /** The folder that the workspace is looked for in, and above it. */
  readonly folder: string;
}

export interface NewResult {
  /** The file that was written, relative to the folder. */
  readonly file: string;
  /** Names of environment variables that the new instance reads. */
  readonly environment: readonly string[];
  /** Command to type next. */
  readonly next: string;
}

/**
 * Writes a small document to begin with into its folder of the workspace, or adds an instance to the instances file.
 * Errors: CliError `cli/file-exists`, `cli/wrong-usage` for a name without letters or a connector that is not there,
 * `cli/cannot-write`.
 */
export async function newDocument(options: NewOptions): Promise<NewResult> {
  if (options.connector !== undefined && options.kind !== 'instance')
    throw usage('--connector has no effect here.', 'It says which connector an instance is of.');
  const workspace = await loadWorkspace(join(options.folder, 'new'));
  if (options.kind === 'instance') return newInstance(options, workspace);
  return options.kind === 'flow' ? newFlow(options, workspace) : newConnector(options, workspace);
}

async function newFlow({ name, folder }: NewOptions, workspace: Workspace): Promise<NewResult> {
  const document = await template('flow.yaml');
  document.setIn(['metadata', 'flow_name'], name);
  document.setIn(['flow', 'name'], name);
  document.setIn(['flow', 'versions', 0, 'flow_name'], name);
  const file = await writeNew(join(workspace.folder, 'flows', `${slugOf(name)}.flow.yaml`), document, folder);
  return { file, environment: [], next: `repatch run ${file} --callback answer.json` };
}

async function newConnector({ name, folder }: NewOptions, workspace: Workspace): Promise<NewResult> {
  slugOf(name);
  const id = connectorName(name);
  const document = await template('connector.yaml');
  document.setIn(['name'], id);
  document.setIn(['label'], name);
  const home = workspace.sources.connectors.find((one) => !/\.(?:json|ya?ml)$/u.test(one));
  const file = await writeNew(
    join(home ?? join(workspace.folder, 'connectors'), `${id}.connector.yaml`),
    document,
    folder,
  );
  return { file, environment: [], next: `repatch new instance ${quoted(name)} --connector ${id}` };
}

async function newInstance({ name, connector, folder }: NewOptions, workspace: Workspace): Promise<NewResult> {
  const definition = chooseConnector(connector, workspace);
  const [entry] = emitInstances(definition).instances;
  const isAddressOpen = definition.endpoints?.some(({ url }) => url === undefined || !/^https?:/iu.test(url)) === true;
  const prefix = kebabCase([...wordsOf(name)])
    .replaceAll(/[^\da-z]+/gu, '_')
    .toUpperCase();
  const address = isAddressOpen && entry?.values?.['baseUrl'] === undefined ? { baseUrl: `env://${prefix}_URL` } : {};
  const values = { ...address, ...ownNames(entry?.values ?? {}, prefix) };
  slugOf(name);
  const path = workspace.sources.instances;
  const there = await isTaken(path);
  if (there) await requireSound(path);
  const document = there ? await parse(await readFile(path, 'utf8')) : await template('instances.yaml');
  const names = [...workspace.instances.keys()];
  if (names.includes(name))
    throw exists(
      `"${relative(folder, path)}" has an instance "${name}" already.`,
      'Give another name, or edit it there.',
    );
  const { isSeq } = await import('yaml');
  const list = document.get('instances');
  // What is added to an empty list in brackets would stand in them too, on one long line.
  if (isSeq(list) && list.items.length === 0) list.flow = false;
  document.addIn(
    ['instances'],
    document.createNode({ name, connector: definition.name, ...pick(entry?.authMethod), values }),
  );
  const text = path.endsWith('.json')
    ? `${JSON.stringify(document.toJS(), null, 2)}\n`
    : document.toString({ lineWidth: 0 });
  await (there ? writeWhole(path, text) : writeNewText(path, text, folder));
  const environment = Object.values(values).flatMap((value) => /^(?:env|secret):\/\/(.+)$/u.exec(value)?.[1] ?? []);
  return { file: relative(folder, path), environment, next: `repatch doctor ${quoted(name)}` };
}

function pick(authMethod: string | undefined): { readonly authMethod?: string } {
  return authMethod === undefined ? {} : { authMethod };
}

/** Two instances of one connector have two secrets, so references carry the name of the instance. */
function ownNames(values: Readonly<Record<string, string>>, prefix: string): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [
      key,
      value.replace(/^(env|secret):\/\/.*$/u, (_, kind: string) => {
        const own = wordsOf(key).join('_').toUpperCase();
        return `${kind}://${prefix}_${own}`;
      }),
    ]),
  );
}

function chooseConnector(asked: string | undefined, { connectors }: Workspace): ConnectorDefinition {
  const names = [...connectors.keys()];
  const name = asked ?? (names.length === 1 ? names[0] : undefined);
  const found = name === undefined ? undefined : connectors.get(name);
  if (found !== undefined) return found;
  const known =
    names.length === 0 ? 'Write one first: repatch new connector NAME.' : `Connectors here: ${names.join(', ')}.`;
  if (name === undefined)
    throw usage(
      names.length === 0 ? 'The workspace has no connector.' : 'Which connector the instance is of is not said.',
      names.length === 0 ? known : `Give --connector NAME. ${known}`,
    );
  const nearest = didYouMean(name, names);
  throw usage(
    `The workspace has no connector "${name}".`,
    nearest === undefined ? known : `Did you mean "${nearest}"?`,
  );
}

/** A file that does not pass is not added to: what is wrong in it would be moved and its positions with it. */
async function requireSound(file: string): Promise<void> {
  const { value } = await readDocument(file);
  if (value !== undefined) return;
  throw new CliError('cli/cannot-read', `"${file}" has errors, so nothing was added to it.`, {
    help: `See: repatch validate ${file}.`,
    exit: EXIT.problems,
  });
}

async function template(name: string): Promise<Document> {
  return parse(await readFile(join(templatesFolder(), 'new', name), 'utf8'));
}

/** The library that keeps comments and order. */
async function parse(text: string): Promise<Document> {
  const { parseDocument } = await import('yaml');
  return parseDocument(text);
}

async function writeNew(file: string, document: Document, folder: string): Promise<string> {
  await writeNewText(file, document.toString({ lineWidth: 0 }), folder);
  return relative(folder, file);
}

async function writeNewText(file: string, text: string, folder: string): Promise<void> {
  if (await isTaken(file))
    throw exists(`"${relative(folder, file)}" is there already.`, 'Give another name, or edit the file.');
  await writeStarters(dirname(resolve(file)), new Map([[basename(file), await withSchemaPath(text, file)]]));
}

/** The name as it stands in names of files. */
function slugOf(name: string): string {
  const slug = kebabCase(wordsOf(name)).slice(0, 80);
  const isText = !/\p{Cc}/u.test(name);
  if (slug !== '' && isText) return slug;
  throw usage(
    isText ? `"${name}" has no letter and no digit.` : 'The name has a line end or another control character.',
    'Give a name such as Orders.',
  );
}

/** As one word of a shell. */
function quoted(name: string): string {
  return /^[\w.-]+$/u.test(name) ? name : `'${name.replaceAll("'", String.raw`'\''`)}'`;
}

function usage(message: string, help: string): CliError {
  return new CliError('cli/wrong-usage', message, { help, exit: EXIT.usage });
}

function exists(message: string, help: string): CliError {
  return new CliError('cli/file-exists', message, { help, exit: EXIT.problems });
}
