import { readFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { isMap, isSeq, parseDocument, stringify } from 'yaml';
import type { ConnectorDefinition, Endpoint } from '../../connector/definition.ts';
import type { Instance } from '../../connector/instance.ts';
import { CliError, EXIT } from '../../diagnostics/cli-error.ts';
import { exists, writeWhole } from '../../workspace/files.ts';
import { findUpwards } from '../../workspace/workspace.ts';
import { emitInstances } from '../emit/instances.ts';

/** What a workspace gets beside the definition. Paths are relative to it, with forward slashes. */
export interface IntoPlan {
  readonly folder: string;
  /** New text by path: of new files, and of files that something is added to. */
  readonly write: ReadonlyMap<string, string>;
  readonly added: readonly string[];
  readonly kept: readonly string[];
  /** Names of values that nobody but the user knows. */
  readonly values: readonly string[];
  /** Commands to go on with. */
  readonly next: readonly string[];
}

/**
 * What it takes to use a connector in a workspace: an instance, the names of its secrets, and a flow that pulls one listing.
 * What is there stays as it is, byte for byte; things are added behind it. Reads only.
 * Errors: CliError `cli/cannot-read` for an instances file or a list of values that nothing can be added to.
 */
export async function planInto(folder: string, definition: ConnectorDefinition): Promise<IntoPlan> {
  const [instance] = emitInstances(definition).instances;
  if (instance === undefined) throw new Error('emitInstances() gives one instance');
  const write = new Map<string, string>();
  const added: string[] = [];
  const kept: string[] = [];
  const note = (path: string, text: string | undefined, what: string): void => {
    if (text === undefined) kept.push(`${path} (${what})`);
    else {
      write.set(path, text);
      added.push(`${path} (${what})`);
    }
  };
  const used = await addInstance(folder, instance, note);
  const values = Object.values(used.values ?? {}).flatMap((value) => {
    const [, name] = /^(?:secret|env):\/\/(\w+)$/u.exec(String(value)) ?? [];
    return name === undefined ? [] : [name];
  });
  if (values.length > 0) await addValues(folder, values, note);
  const listing = sampleListing(definition, used);
  const flow = `flows/${definition.name}.flow.json`;
  if (listing !== undefined) {
    const text = json(sampleFlow(definition, used, listing));
    note(flow, (await exists(join(folder, flow))) ? undefined : text, `pulls "${listing.name}"`);
  }
  if ((await findUpwards(join(folder), 'repatch.config.yaml')) === undefined)
    note(
      'repatch.config.yaml',
      '# Settings of this workspace; "repatch schema config" explains them.\nconnectors: [connectors]\n',
      'settings',
    );
  const place = (path: string): string => relative('.', join(folder, path)).replaceAll('\\', '/');
  return {
    folder,
    write,
    added,
    kept,
    values,
    next: [
      ...(values.length > 0 && !(await exists(join(folder, '.env')))
        ? [`cp ${place('.env.example')} ${place('.env')}`]
        : []),
      ...(listing === undefined ? [] : [`repatch run ${place(flow)}`]),
    ],
  };
}

/** Writes a plan; each file whole. */
export async function writeInto({ folder, write }: IntoPlan): Promise<void> {
  for (const [path, text] of write) await writeWhole(join(folder, path), text);
}

type Note = (path: string, text: string | undefined, what: string) => void;

/** The instance that flows use: the new one, or one of this connector that the workspace has. */
async function addInstance(folder: string, instance: Instance, note: Note): Promise<Instance> {
  const path = 'instances.yaml';
  const file = join(folder, path);
  const what = `instance "${instance.name}"`;
  if (!(await exists(file))) {
    note(
      path,
      stringify({ format: 'repatch-instances', formatVersion: 1, instances: [instance] }, { lineWidth: 0 }),
      what,
    );
    return instance;
  }
  const text = await readFile(file, 'utf8');
  const document = parseDocument(text);
  const list = document.get('instances');
  if (document.errors.length > 0 || !isMap(document.contents) || (list !== undefined && !isSeq(list)))
    throw new CliError('cli/cannot-read', `"${file}" is no list of instances that one could be added to.`, {
      help: `Run: repatch validate ${file}.`,
      exit: EXIT.problems,
    });
  const present = ((document.toJS() as { readonly instances?: readonly Instance[] }).instances ?? []).filter(Boolean);
  const known =
    present.find((one) => one.connector === instance.connector) ?? present.find((one) => one.name === instance.name);
  if (known !== undefined && known.connector === instance.connector) {
    note(path, undefined, `instance "${known.name}"`);
    return known;
  }
  const own = known === undefined ? instance : { ...instance, name: `${instance.name} (${instance.connector})` };
  document.addIn(['instances'], document.createNode(own));
  note(path, document.toString({ lineWidth: 0 }), `instance "${own.name}"`);
  return own;
}

/** Names without values, for people to copy to `.env`. */
async function addValues(folder: string, names: readonly string[], note: Note): Promise<void> {
  const path = '.env.example';
  const before = await readFile(join(folder, path), 'utf8').catch(() => '');
  const present = new Set(
    before.match(/^\s*(?:export\s+)?\w+(?==)/gmu)?.map((name) => name.trim().replace(/^export\s+/u, '')),
  );
  const missing = names.filter((name) => !present.has(name));
  const gap = before === '' || before.endsWith('\n') ? '' : '\n';
  const text = missing.length === 0 ? undefined : `${before}${gap}${missing.map((name) => `${name}=\n`).join('')}`;
  note(path, text, names.join(', '));
}

/** A listing that can be pulled without knowing anything more; one whose pages are known rather than another. */
function sampleListing(
  { endpoints = [], authMethods = [] }: ConnectorDefinition,
  { authMethod }: Instance,
): Endpoint | undefined {
  const method = authMethod ?? authMethods[0]?.name;
  const isOpen = ({ variables = [], ...endpoint }: Endpoint): boolean =>
    endpoint.direction === 'Receive' &&
    endpoint.deprecated !== true &&
    !variables.some(({ required, default: value }) => required === true && value === undefined) &&
    (method === undefined || endpoint.authMethods === undefined || endpoint.authMethods.includes(method));
  const open = endpoints.filter(isOpen);
  // Of listings alike the one nearest to the root: what lies deeper belongs to something else.
  const rank = ({ pagination, multiple, method: verb, url = '' }: Endpoint): number =>
    (multiple === true ? 8 : 0) +
    (pagination === undefined ? 0 : 4) +
    (pagination !== undefined && 'limit' in pagination ? 2 : 0) +
    (verb === 'GET' ? 1 : 0) -
    url.split('/').length / 100;
  return open.toSorted((a, b) => rank(b) - rank(a))[0];
}

function sampleFlow({ name, label = name }: ConnectorDefinition, instance: Instance, listing: Endpoint): object {
  return {
    metadata: { company_name: 'Example', flow_name: `${label}: ${listing.name}` },
    flow: {
      name: `${label}: ${listing.name}`,
      is_enabled: false,
      versions: [
        {
          flow_name: `${label}: ${listing.name}`,
          steps: [
            {
              name: `Pull ${listing.entityType ?? 'records'}`,
              microservice: 'connector',
              connector: { name: instance.name, system: name },
              endpoint: { name: listing.name, direction: listing.direction, http_method: listing.method },
            },
          ],
        },
      ],
    },
    systems: [],
    scripts: [],
    dependencies: [],
  };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
