import { statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ConnectorDefinition, ConnectorVariable, Endpoint } from '../connector/definition.ts';
import type { Instance } from '../connector/instance.ts';
import { isEnvironmental } from '../contract/environment-codes.ts';
import type { SecretsPort } from '../contract/ports.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { DiagnosticCode } from '../diagnostics/table.ts';
import { askFirstPage } from '../runtime/ask-first-page.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { createLoginFiles } from '../workspace/state/login-files.ts';
import { systemClock } from '../workspace/ports/clock.ts';
import { loadWorkspace, type Workspace } from '../workspace/workspace.ts';
import { nodePorts } from './node-ports.ts';

export interface DoctorOptions {
  /** A document or folder of the workspace that is meant. Default: the current folder. */
  readonly for?: string | undefined;
  /** Instances file that is used instead of the workspace's own. */
  readonly instances?: string | undefined;
  /** Names of instances. Default: all. */
  readonly names?: readonly string[];
  /** The endpoint that is asked. Default: the first one that receives and needs nothing. */
  readonly endpoint?: string | undefined;
  /** False: no request is sent. */
  readonly sends?: boolean;
  readonly signal: AbortSignal;
}

/** What `repatch doctor --json` prints. */
export interface DoctorResult {
  readonly ok: boolean;
  readonly instances: readonly InstanceHealth[];
  /** Faults of the files. */
  readonly diagnostics: readonly Diagnostic[];
}

export interface InstanceHealth {
  readonly name: string;
  readonly connector: string;
  readonly checks: readonly Check[];
}

export interface Check {
  readonly what: 'definition' | 'values' | 'request';
  readonly state: 'fine' | 'failed' | 'not tried';
  /** What was found, or what is wrong. */
  readonly message: string;
  readonly help?: string;
  readonly code?: DiagnosticCode;
}

export interface DoctorReport {
  readonly exit: number;
  readonly result: DoctorResult;
}

const timeoutMs = 30_000;

/**
 * Looks whether instances are ready: their definition is there, every reference has a value, the login works and one page
 * of records can be had. Nothing is written anywhere. Errors: CliError `cli/wrong-usage` for a name that no instance has.
 */
export async function checkInstances(options: DoctorOptions): Promise<DoctorReport> {
  const target = resolve(options.for ?? process.cwd());
  const isFolder = statSync(target, { throwIfNoEntry: false })?.isDirectory() === true;
  const { instances: file } = options;
  const workspace = await loadWorkspace(
    isFolder ? join(target, '-') : target,
    file === undefined ? {} : { instances: resolve(file) },
  );
  const { diagnostics } = workspace;
  if (hasErrors(diagnostics)) return { exit: EXIT.problems, result: { ok: false, instances: [], diagnostics } };
  const instances: InstanceHealth[] = [];
  for (const instance of chosen(workspace, options)) {
    options.signal.throwIfAborted();
    instances.push({
      name: instance.name,
      connector: instance.connector,
      checks: await checksOf(instance, workspace, options),
    });
  }
  const failed = instances.flatMap(({ checks }) => checks).filter(({ state }) => state === 'failed');
  const isMachine = failed.some(({ code }) => code !== undefined && isEnvironmental(code));
  const exit = failed.length === 0 ? EXIT.clean : isMachine ? EXIT.environment : EXIT.problems;
  return { exit, result: { ok: failed.length === 0, instances, diagnostics } };
}

function chosen({ instances }: Workspace, { names = [] }: DoctorOptions): readonly Instance[] {
  if (instances.size === 0) {
    throw new CliError('cli/no-files', 'The workspace has no instances.', {
      help: 'Write instances.yaml beside repatch.config.yaml, or name another folder with --for.',
      exit: EXIT.usage,
    });
  }
  if (names.length === 0) return [...instances.values()];
  return names.map((name) => {
    const found = instances.get(name);
    if (found !== undefined) return found;
    const nearest = didYouMean(name, [...instances.keys()]);
    throw new CliError('cli/wrong-usage', `"${name}" is no instance of this workspace.`, {
      help: nearest === undefined ? `Instances: ${[...instances.keys()].join(', ')}.` : `Did you mean "${nearest}"?`,
      exit: EXIT.usage,
    });
  });
}

async function checksOf(instance: Instance, workspace: Workspace, options: DoctorOptions): Promise<readonly Check[]> {
  const connector = workspace.connectors.get(instance.connector);
  if (connector === undefined) return [noDefinition(instance, workspace)];
  const definition: Check = {
    what: 'definition',
    state: 'fine',
    message: `connector ${connector.name}, ${connector.endpoints?.length ?? 0} endpoints`,
  };
  const values = await valuesCheck(instance, connector, workspace.secrets);
  const request: Check =
    values.state === 'failed'
      ? { what: 'request', state: 'not tried', message: 'values are missing' }
      : await requestCheck(instance, connector, workspace, options);
  return [definition, values, request];
}

function noDefinition({ connector }: Instance, { connectors }: Workspace): Check {
  const nearest = didYouMean(connector, [...connectors.keys()]);
  return {
    what: 'definition',
    state: 'failed',
    code: 'run/unknown-definition',
    message: `No connector definition is called "${connector}".`,
    help:
      nearest === undefined
        ? 'Put the definition into the folder "connectors", or correct "connector" of the instance.'
        : `Did you mean "${nearest}"?`,
  };
}

/** Every reference is followed, so that all that is missing is said at once. */
async function valuesCheck(instance: Instance, connector: ConnectorDefinition, secrets: SecretsPort): Promise<Check> {
  const given = Object.entries(instance.values ?? {});
  const missing: string[] = [];
  for (const [key, text] of given) {
    const [, scheme, name = ''] = /^(secret|env):\/\/(.+)$/u.exec(text) ?? [];
    if (scheme === undefined) continue;
    const value = await (scheme === 'secret' ? secrets.secret(name) : secrets.setting(name));
    if (value === undefined) missing.push(`${name} (for "${key}")`);
  }
  const known = knownKeys(instance, connector);
  const unset = demanded(instance, connector).filter((key) => !known.has(key));
  if (missing.length === 0 && unset.length === 0) {
    const hidden = given.filter(([, text]) => text.startsWith('secret://')).length;
    return { what: 'values', state: 'fine', message: `${given.length} values, ${hidden} of them secret` };
  }
  return {
    what: 'values',
    state: 'failed',
    code: 'run/missing-credential',
    message: [
      ...(missing.length === 0 ? [] : [`Without a value: ${missing.join(', ')}.`]),
      ...(unset.length === 0 ? [] : [`Not given: ${unset.map((key) => `"${key}"`).join(', ')}.`]),
    ].join(' '),
    help: 'Set them in the environment, in .env or in the folder of secrets; what is not given belongs under "values" of the instance.',
  };
}

/** Variables that the connector and its authentication method cannot do without. */
function demanded(instance: Instance, connector: ConnectorDefinition): readonly string[] {
  const methods = connector.authMethods ?? [];
  const method = methods.find(({ name }) => name === instance.authMethod) ?? methods[0];
  const declared = [...(connector.variables ?? []), ...(method?.variables ?? [])];
  return declared.filter(({ required }) => required === true).map(({ key }) => key);
}

function knownKeys(instance: Instance, connector: ConnectorDefinition): ReadonlySet<string> {
  const methods = connector.authMethods ?? [];
  const declared = [...(connector.variables ?? []), ...methods.flatMap(({ variables = [] }) => variables)];
  return new Set([...Object.keys(instance.values ?? {}), ...withDefault(declared)]);
}

function withDefault(variables: readonly ConnectorVariable[]): readonly string[] {
  return variables.filter((one) => one.default !== undefined).map(({ key }) => key);
}

async function requestCheck(
  instance: Instance,
  connector: ConnectorDefinition,
  workspace: Workspace,
  { endpoint: wanted, sends = true, signal }: DoctorOptions,
): Promise<Check> {
  if (!sends) return notTried('requests were not wanted');
  // Reading a file may take it away.
  if (connector.protocol !== 'HTTP') return notTried(`over ${connector.protocol} nothing is asked for`);
  const known = knownKeys(instance, connector);
  const endpoint = connector.endpoints?.find((one) =>
    wanted === undefined ? isHarmless(one, known) : one.name === wanted,
  );
  if (endpoint === undefined)
    return wanted === undefined
      ? notTried('no endpoint reads without values of a step')
      : noEndpoint(wanted, connector.endpoints ?? []);
  if (endpoint.direction !== 'Receive') return notTried(`"${endpoint.name}" does not receive`);
  const { secrets, hooks, profile } = workspace;
  const logins = createLoginFiles(join(workspace.stateFolder, 'logins'));
  const ports = nodePorts({ secrets, hooks, logins });
  const started = systemClock.elapsed();
  try {
    const answer = await askFirstPage({ connector, instance, endpoint, ports, profile, signal, timeoutMs });
    if ('code' in answer) {
      const { code, message, help } = answer;
      return { what: 'request', state: 'failed', code, message, ...(help === undefined ? {} : { help }) };
    }
    const ms = Math.round(systemClock.elapsed() - started);
    const records = answer.records === 0 ? '' : `, ${answer.records} records`;
    return {
      what: 'request',
      state: 'fine',
      message: `"${endpoint.name}" answered ${answer.status}${records}, ${ms} ms`,
    };
  } finally {
    await ports.close();
  }
}

function noEndpoint(wanted: string, endpoints: readonly Endpoint[]): Check {
  const names = endpoints.map(({ name }) => name);
  const nearest = didYouMean(wanted, names);
  return {
    what: 'request',
    state: 'failed',
    code: 'run/unknown-endpoint',
    message: `The connector has no endpoint "${wanted}".`,
    help: nearest === undefined ? `Endpoints: ${names.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
  };
}

function notTried(message: string): Check {
  return { what: 'request', state: 'not tried', message };
}

/** Reads, by GET, with nothing but what the instance has. */
function isHarmless(endpoint: Endpoint, known: ReadonlySet<string>): boolean {
  if (endpoint.direction !== 'Receive' || endpoint.method !== 'GET') return false;
  const own = new Set([...known, ...withDefault(endpoint.variables ?? [])]);
  const texts = [
    endpoint.url ?? '',
    ...(endpoint.params ?? []).filter(({ required }) => required !== false).map(({ value }) => value),
  ];
  return texts.every((text) =>
    Array.from(text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/gu), ([, key = '']) => key).every((key) => own.has(key)),
  );
}
