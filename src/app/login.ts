import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { systemError } from '../diagnostics/environment-fault.ts';
import { beginLogin } from '../runtime/http/first-login.ts';
import { didYouMean } from '../text/did-you-mean.ts';
import { openCallbackPage, type CallbackPage } from '../workspace/ports/callback-page.ts';
import { systemClock } from '../workspace/ports/clock.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createLoginFiles } from '../workspace/state/login-files.ts';
import { openWorkspace } from './open-workspace.ts';

export interface LoginOptions {
  /** A document or folder of the workspace. Default: the current folder. */
  readonly for?: string | undefined;
  /** Folder of state. Default: that of the workspace. */
  readonly state?: string | undefined;
  /** Port of the page that people are sent back to. Default: any. */
  readonly port?: number | undefined;
  /** How long to wait for somebody to log in. Default: 300. */
  readonly timeoutSeconds?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Gets the address where somebody has to log in. It holds no secret. */
  readonly onAddress: (address: string) => void;
}

/** What `repatch login --json` prints. */
export interface LoginDone {
  readonly instance: string;
  /** The folder that keeps what runs need of the login. */
  readonly folder: string;
}

/**
 * Lets somebody log in for an instance whose connector wants an OAuth 2 authorisation code, and keeps the refresh token.
 * Errors: CliError `run/unknown-instance`, `run/login-not-possible`; TerminalError `run/login-failed`, `run/unauthorised`.
 */
export async function login(name: string, options: LoginOptions): Promise<LoginDone> {
  const { for: target = process.cwd(), state: stateFolder } = options;
  const workspace = await openWorkspace(target, stateFolder === undefined ? {} : { state: stateFolder });
  const instance = workspace.instances.get(name);
  const connector = workspace.connectors.get(instance?.connector ?? '');
  if (instance === undefined || connector === undefined) throw unknown(name, [...workspace.instances.keys()]);
  const folder = join(workspace.stateFolder, 'logins');
  const ports = {
    http: createHttpPort(),
    clock: systemClock,
    random: Math.random,
    secrets: workspace.secrets,
    logins: createLoginFiles(folder),
  };
  let page: CallbackPage | undefined;
  try {
    page = await open(options.port ?? 0);
    const secrets = { state: random(), verifier: random() };
    const begun = await beginLogin(connector, instance, ports, { ...secrets, redirectUri: page.redirectUri });
    options.onAddress(begun.address);
    const timeout = AbortSignal.timeout((options.timeoutSeconds ?? 300) * 1000);
    const signal = options.signal === undefined ? timeout : AbortSignal.any([timeout, options.signal]);
    const returned = await page.wait(secrets.state, signal).catch((error: unknown) => {
      throw timeout.aborted ? tooLate(name) : error;
    });
    await begun.finish(returned);
    return { instance: name, folder };
  } finally {
    await page?.close();
    await ports.http.close();
  }
}

/** 256 bits, in letters that an address may hold. */
function random(): string {
  return randomBytes(32).toString('base64url');
}

async function open(port: number): Promise<CallbackPage> {
  try {
    return await openCallbackPage(port);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw systemError(error) ?? error;
    throw new CliError('run/login-not-possible', `Port ${port} of this machine is in use.`, {
      help: 'Choose another one with --port, and have the third party know the redirect address.',
      exit: EXIT.environment,
    });
  }
}

function unknown(name: string, known: readonly string[]): CliError {
  const nearest = didYouMean(name, known);
  return new CliError('run/unknown-instance', `No instances file has an instance "${name}" with a known connector.`, {
    help: nearest === undefined ? `Instances: ${known.join(', ') || 'none'}.` : `Did you mean "${nearest}"?`,
    exit: EXIT.problems,
  });
}

function tooLate(name: string): CliError {
  return new CliError('run/login-failed', `Nobody has logged in for instance "${name}" in time.`, {
    help: 'Type the command again; --timeout gives more seconds.',
    exit: EXIT.environment,
  });
}
