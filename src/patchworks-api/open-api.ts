import { readRetryAfter } from '../../templates/connector/src/runtime/retry-after.ts';
import type { PatchworksSettings } from '../config/config.ts';
import { isRunError } from '../contract/errors.ts';
import type { Clock, HttpPort, HttpResponse, SecretsPort } from '../contract/ports.ts';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { Redaction } from '../text/redaction.ts';

export interface ApiPorts {
  readonly http: HttpPort;
  readonly clock: Clock;
  readonly secrets: SecretsPort;
  readonly signal: AbortSignal;
}

/** The Core and the Start API of one account. */
export interface PatchworksApi {
  /** What a GET answers. It is repeated where the server is in trouble. */
  read(url: URL): Promise<unknown>;
  /** What a POST answers; text that is no JSON as it stands. It is never repeated: nobody knows whether it had an effect. */
  write(url: URL, body?: string): Promise<unknown>;
  core(path: string): URL;
  start(path: string): URL;
}

const coreUrl = 'https://core.wearepatchworks.com/api/v1';
const startUrl = 'https://start.wearepatchworks.com/api/v1';
const loginUrl = 'https://app.wearepatchworks.com/fabric/api/login';
/** Patchworks answers 413 beyond it. */
const largestBody = 8 * 1024 * 1024;
const timeoutMs = 60_000;
const readAttempts = 3;
const longestWaitMs = 60_000;
/** Characters of an answer that a message shows. */
const shownAnswer = 500;

/**
 * Opens the account of a workspace; the login happens with the first request.
 * Errors: CliError `patchworks/not-set-up`, `-unauthorised`, `-refused`, `-too-large`, `-unreachable`, `-bad-answer`.
 * Source: the public pages on API keys, tokens and status codes.
 */
export function openApi(settings: PatchworksSettings | undefined, ports: ApiPorts): PatchworksApi {
  if (settings === undefined) throw notSetUp('repatch.config.yaml says nothing of Patchworks.');
  const redaction = new Redaction();
  let authorisation: Promise<string> | undefined;

  const send = async (method: 'GET' | 'POST', url: URL, body?: string): Promise<HttpResponse> => {
    if (body !== undefined && Buffer.byteLength(body) > largestBody) throw tooLarge(url, Buffer.byteLength(body));
    authorisation ??= authorise(settings, ports, redaction);
    const headers = { ...jsonHeaders, authorization: await authorisation };
    return sendOnce({ method, url, headers, ...(body === undefined ? {} : { body }) }, ports);
  };

  return {
    async read(url) {
      for (let attempt = 1; ; attempt++) {
        const outcome = await send('GET', url).catch((error: unknown) => {
          if (attempt < readAttempts && isUnreachable(error)) return undefined;
          throw error;
        });
        if (outcome !== undefined && (attempt === readAttempts || !isInTrouble(outcome)))
          return readJson(accepted(outcome, url, 'GET', redaction), url);
        await ports.clock.sleep(waitFor(outcome, attempt, ports.clock), ports.signal);
      }
    },
    async write(url, body) {
      const response = accepted(await send('POST', url, body), url, 'POST', redaction);
      return parsed(response) ?? textOf(response);
    },
    core: (path) => new URL(`${settings.core ?? coreUrl}${path}`),
    start: (path) => new URL(`${settings.start ?? startUrl}${path}`),
  };
}

const jsonHeaders = { accept: 'application/json', 'content-type': 'application/json' } as const;

/** The value of the Authorization header: a key stands alone, a token behind its scheme. */
async function authorise(settings: PatchworksSettings, ports: ApiPorts, redaction: Redaction): Promise<string> {
  const reveal = async (reference: string): Promise<string> => {
    const name = reference.slice('secret://'.length);
    const secret = (await ports.secrets.secret(name))?.reveal();
    if (secret === undefined || secret === '') throw notSetUp(`The secret "${name}" is not there.`);
    redaction.keep(secret);
    return secret;
  };
  if (settings.key !== undefined) return reveal(settings.key);
  if (settings.login === undefined)
    throw notSetUp('"patchworks" of repatch.config.yaml has neither "key" nor "login".');
  const { username, password, url = loginUrl } = settings.login;
  const body = JSON.stringify({ username, password: await reveal(password) });
  const address = new URL(url);
  const response = await sendOnce({ method: 'POST', url: address, headers: jsonHeaders, body }, ports);
  const answer = parsed(accepted(response, address, 'POST', redaction)) as { readonly token?: unknown } | undefined;
  if (typeof answer?.token !== 'string' || answer.token === '') throw badAnswer(address, 'has no token');
  redaction.keep(answer.token);
  return `Bearer ${answer.token}`;
}

interface Outgoing {
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

async function sendOnce({ method, url, headers, body }: Outgoing, { http, signal }: ApiPorts): Promise<HttpResponse> {
  const request = { method, url: url.href, headers, timeoutMs, signal, ...(body === undefined ? {} : { body }) };
  try {
    return await http.send(request);
  } catch (error) {
    if (!isRunError(error)) throw error;
    const mayHaveArrived = method === 'POST' && error.details.wasSent !== false;
    throw new CliError('patchworks/unreachable', error.message, {
      help: mayHaveArrived
        ? lookFirst
        : 'Check the network and the addresses under "patchworks" of repatch.config.yaml.',
      cause: error,
    });
  }
}

const lookFirst = 'It may have arrived: look into the dashboard before you send it again.';

function isUnreachable(error: unknown): boolean {
  return error instanceof CliError && error.code === 'patchworks/unreachable';
}

function isInTrouble({ status }: HttpResponse): boolean {
  return status === 429 || status >= 500;
}

function waitFor(response: HttpResponse | undefined, attempt: number, clock: Clock): number {
  const headers = { get: (name: string) => response?.headers[name] ?? null };
  return Math.min(longestWaitMs, readRetryAfter(headers, clock.now(), response?.status) ?? 1000 * 2 ** (attempt - 1));
}

function accepted(response: HttpResponse, url: URL, method: 'GET' | 'POST', redaction: Redaction): HttpResponse {
  const { status } = response;
  if (status >= 200 && status < 300) return response;
  const said = redaction.hide(saidBy(response));
  const what = `${method} ${url.host}${url.pathname} was answered with ${status}${said === '' ? '.' : `: ${said}`}`;
  if (status === 401 || status === 403) {
    throw new CliError('patchworks/unauthorised', what, {
      help: 'Check the key or the login under "patchworks" of repatch.config.yaml.',
    });
  }
  if (isInTrouble(response)) {
    throw new CliError('patchworks/unreachable', what, {
      help: method === 'POST' ? lookFirst : 'Try again later.',
    });
  }
  throw new CliError('patchworks/refused', what, {
    help: status === 404 ? 'Check the id, and the addresses under "patchworks".' : 'Correct what the answer names.',
    exit: EXIT.problems,
  });
}

/** The words of an answer: its message, and what it says of single fields. */
function saidBy(response: HttpResponse): string {
  const answer = parsed(response) as { readonly message?: unknown; readonly errors?: unknown } | undefined;
  const words = [answer?.message, answer?.errors]
    .filter((part) => part !== undefined && part !== null)
    .map((part) => (typeof part === 'string' ? part : JSON.stringify(part)));
  return (words.length > 0 ? words.join(' ') : textOf(response)).replaceAll(/\s+/gu, ' ').trim().slice(0, shownAnswer);
}

function readJson(response: HttpResponse, url: URL): unknown {
  const value = parsed(response);
  if (value === undefined) throw badAnswer(url, 'is no JSON');
  return value;
}

function parsed(response: HttpResponse): unknown {
  try {
    return JSON.parse(textOf(response)) as unknown;
  } catch {
    return undefined;
  }
}

function textOf({ body }: HttpResponse): string {
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8');
}

export function badAnswer(url: URL, what: string): CliError {
  return new CliError('patchworks/bad-answer', `The answer of ${url.host}${url.pathname} ${what}.`, {
    help: 'Check the addresses under "patchworks" of repatch.config.yaml.',
  });
}

function notSetUp(what: string): CliError {
  return new CliError('patchworks/not-set-up', what, {
    help: 'Write patchworks: { key: secret://PATCHWORKS_KEY } into repatch.config.yaml, and the key into the environment or .env.',
  });
}

function tooLarge(url: URL, bytes: number): CliError {
  return new CliError(
    'patchworks/too-large',
    `What ${url.host}${url.pathname} is to get has ${(bytes / 1024 / 1024).toFixed(1)} MB; Patchworks takes up to 8.`,
    { help: 'Send less at once.', exit: EXIT.problems },
  );
}
