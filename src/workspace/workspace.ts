import { readdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { SigningHook } from '../contract/define-auth.ts';
import type { Config, MailSettings, PatchworksSettings } from '../config/config.ts';
import { resolveProfile, type Profile } from '../config/profile.ts';
import type { ConnectorDefinition } from '../connector/definition.ts';
import type { Instance, InstancesFile } from '../connector/instance.ts';
import { CliError } from '../diagnostics/cli-error.ts';
import type { Diagnostic, Finding } from '../diagnostics/diagnostic.ts';
import type { SecretsPort } from '../contract/ports.ts';
import { exists } from './files.ts';
import type { ScriptOptions } from './ports/scripts/scripts.ts';
import { createSecrets } from './ports/secrets.ts';
import { readDocument } from './read-document.ts';

/** What a document finds around it: settings, connector definitions, instances, secrets. */
export interface Workspace {
  readonly folder: string;
  readonly profile: Profile;
  readonly connectors: ReadonlyMap<string, ConnectorDefinition>;
  readonly instances: ReadonlyMap<string, Instance>;
  readonly secrets: SecretsPort;
  /** Where definitions, instances and secrets come from; absolute paths. */
  readonly sources: { readonly connectors: readonly string[]; readonly instances: string; readonly envFile: string };
  /** Signing hooks by name; loaded when a request needs them. */
  readonly hooks: ReadonlyMap<string, SigningHook>;
  /** Mail server for the messages of notify steps, where there is one. */
  readonly mail?: MailSettings;
  /** Access to the Patchworks account, where it is set up. */
  readonly patchworks?: PatchworksSettings;
  /** How custom scripts are run. */
  readonly scripts: ScriptOptions;
  readonly environmentsFolder: string;
  readonly decisionsFile: string;
  readonly samplesFolder: string;
  readonly stateFolder: string;
  readonly diagnostics: readonly Diagnostic[];
}

export interface WorkspaceOptions {
  /** Instances file that is used instead of the workspace's own. */
  readonly instances?: string;
  /** Folder of state that is used instead of the workspace's own. */
  readonly state?: string;
}

/** The workspace of a document: the nearest folder with repatch.config.yaml, else the document's own. */
export async function loadWorkspace(document: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const own = dirname(resolve(document));
  const configFile = await findUpwards(own, 'repatch.config.yaml');
  const folder = configFile === undefined ? own : dirname(configFile);
  const diagnostics: Diagnostic[] = [];
  const read = async <Value>(
    file: string,
    problemsOf: (value: Value) => readonly Finding[] = () => [],
  ): Promise<Value | undefined> => {
    const { value, diagnostics: found, source } = await readDocument(file);
    diagnostics.push(...found.filter(({ severity }) => severity === 'error'));
    if (value === undefined) return undefined;
    const checked = value as Value; // checked against the schema of its kind
    diagnostics.push(...(await source.locate(problemsOf(checked))));
    return checked;
  };
  const config = (configFile === undefined ? undefined : await read<Config>(configFile)) ?? {};
  const connectors = new Map<string, ConnectorDefinition>();
  for (const file of await connectorFiles(folder, config.connectors ?? ['connectors'])) {
    const connector = await read<ConnectorDefinition>(file, ({ name }) =>
      connectors.has(name) ? [givenTwice('connector definition', name, '/name')] : [],
    );
    if (connector !== undefined) connectors.set(connector.name, connector);
  }
  const instancesFile = options.instances ?? join(folder, config.instances ?? 'instances.yaml');
  const instances =
    options.instances !== undefined || (await exists(instancesFile))
      ? await read<InstancesFile>(instancesFile, twoOfOneName)
      : undefined;
  const { folder: secretsFolder, command } = config.secrets ?? {};
  const envFile = join(folder, config.secrets?.envFile ?? '.env');
  return {
    folder,
    profile: resolveProfile(config.profile as Partial<Profile> | undefined), // the schema admits only keys and choices of the profile
    connectors,
    instances: new Map((instances?.instances ?? []).map((instance) => [instance.name, instance])),
    secrets: createSecrets({
      environment: process.env,
      envFile,
      ...(secretsFolder === undefined ? {} : { folder: resolve(folder, secretsFolder) }),
      ...(command === undefined ? {} : { command }),
    }),
    sources: {
      connectors: (config.connectors ?? ['connectors']).map((entry) => join(folder, entry)),
      instances: resolve(instancesFile),
      envFile,
    },
    hooks: new Map(
      Object.entries(config.hooks ?? {}).map(([name, file]) => [name, lateHook(name, resolve(folder, file))]),
    ),
    ...(config.mail === undefined ? {} : { mail: config.mail }),
    ...(config.patchworks === undefined ? {} : { patchworks: config.patchworks }),
    scripts: scriptOptions(folder, config.scripts),
    environmentsFolder: join(folder, config.environments ?? 'environments'),
    decisionsFile: join(folder, config.decisions ?? 'decisions.yaml'),
    samplesFolder: join(folder, config.samples ?? 'samples'),
    stateFolder: options.state ?? join(folder, config.state ?? '.repatch'),
    diagnostics,
  };
}

/** The one that is meant cannot be told, and the other may lead to another company. */
function twoOfOneName({ instances }: InstancesFile): readonly Finding[] {
  return instances.flatMap(({ name }, index) =>
    instances.findIndex((one) => one.name === name) < index
      ? [givenTwice('instance', name, `/instances/${index}/name`)]
      : [],
  );
}

function givenTwice(what: string, name: string, pointer: string): Finding {
  return {
    code: 'lint/no-duplicate-name',
    message: `Another ${what} of this workspace is called "${name}", too.`,
    help: 'Rename one of the two, or take it away: flows refer to them by name.',
    pointer,
  };
}

function scriptOptions(folder: string, config: Config['scripts'] = {}): ScriptOptions {
  const { interpreters, timeoutSeconds, memoryMb } = config;
  return {
    folder,
    ...(interpreters === undefined ? {} : { interpreters: interpreters as Readonly<Record<string, string>> }),
    ...(timeoutSeconds === undefined ? {} : { timeoutMs: timeoutSeconds * 1000 }),
    ...(memoryMb === undefined ? {} : { memoryMb }),
  };
}

/** The user's own module, named in the user's own settings: never one that a connector definition brings. */
function lateHook(name: string, file: string): SigningHook {
  return async (request, value) => {
    const module = (await import(pathToFileURL(file).href).catch((cause: unknown) => {
      throw new CliError('cli/cannot-read', `Signing hook "${name}" cannot be loaded from "${file}".`, {
        help: 'Check the path under "hooks" of repatch.config.yaml, and that the module runs by itself.',
        cause,
      });
    })) as { readonly default?: unknown };
    if (typeof module.default !== 'function') {
      throw new CliError('cli/cannot-read', `"${file}" has no function as its default export.`, {
        help: 'Write: export default (request, value) => ({ "x-signature": … });',
      });
    }
    return (module.default as SigningHook)(request, value); // a function, checked above
  };
}

/** The nearest file of this name in a folder or above it. */
export async function findUpwards(start: string, name: string): Promise<string | undefined> {
  for (let folder = start; ; folder = dirname(folder)) {
    if (await exists(join(folder, name))) return join(folder, name);
    if (dirname(folder) === folder) return undefined;
  }
}

async function connectorFiles(folder: string, entries: readonly string[]): Promise<readonly string[]> {
  const files: string[] = [];
  for (const entry of entries) {
    if (/\.(?:json|ya?ml)$/u.test(entry)) files.push(join(folder, entry));
    else files.push(...(await definitionsIn(join(folder, entry))));
  }
  return files.toSorted();
}

/** Connector definitions in a folder and below. A folder that is not there has none. */
async function definitionsIn(folder: string): Promise<readonly string[]> {
  if (!(await exists(folder))) return [];
  const entries = await readdir(folder, { recursive: true });
  return entries.filter((file) => /\.connector\.(?:json|ya?ml)$/u.test(file)).map((file) => join(folder, file));
}
