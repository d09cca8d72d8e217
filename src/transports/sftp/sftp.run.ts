import { createHash } from 'node:crypto';
import type { Client, ConnectConfig, SFTPWrapper } from 'ssh2';
import type { TransportContext } from '../../contract/define-transport.ts';
import { isRunError, RetryableError, TerminalError, type RunError } from '../../contract/errors.ts';
import { connectionFailed, portOf, refusedLogin, requireTransportValue } from '../connection-values.ts';
import { refusedFile, type Connect, type FileServer } from '../file-server.ts';
import { fileTransport } from '../file-session.ts';

/** Status codes of SFTP version 3 (draft-ietf-secsh-filexfer-02, section 7). */
const noSuchFile = 2;
const unsupported = 8;

/** What a server would answer, had it been asked: ssh2 knows that it has no such extension. */
class UnsupportedError extends Error {
  readonly code = unsupported;
}

const connectTo =
  (context: TransportContext): Connect =>
  async (timeoutMs) => {
    const { default: ssh2 } = await import('ssh2');
    const client = new ssh2.Client();
    await logIn(client, settingsOf(context, timeoutMs), context);
    client.setNoDelay(true);
    const sftp = await call<SFTPWrapper>(client, (done) => client.sftp(done), 'open SFTP', context);
    return openServer(client, sftp, context);
  };

export default fileTransport(connectTo);

function settingsOf(context: TransportContext, timeoutMs: number): ConnectConfig {
  const privateKey = context.value('private_key');
  const passphrase = context.value('passphrase');
  return {
    host: requireTransportValue(context, 'host'),
    port: portOf(context, 22),
    username: requireTransportValue(context, 'username'),
    ...(privateKey === undefined ? { password: requireTransportValue(context, 'password') } : { privateKey }),
    ...(passphrase === undefined ? {} : { passphrase }),
    readyTimeout: timeoutMs,
    keepaliveInterval: 10_000,
  };
}

function logIn(client: Client, settings: ConnectConfig, context: TransportContext): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let denied: TerminalError | undefined;
  client.on('ready', resolve);
  // Without a listener a connection that breaks later would end the process; whoever waits for something is told by `call`.
  client.on('error', (error) => reject(denied ?? explain(error, context)));
  client.on('close', () => reject(denied ?? connectionFailed(context, 'the server closed it')));
  try {
    client.connect({
      ...settings,
      hostVerifier(key: Buffer) {
        denied = hostProblem(key, context);
        return denied === undefined;
      },
    });
  } catch (cause) {
    // A private key that cannot be read.
    reject(
      new TerminalError({
        code: 'run/bad-credential',
        message: `${context.place}: the private key cannot be used: ${cause instanceof Error ? cause.message : String(cause)}.`,
        help: 'Give "private_key" as the text of a .pem or OpenSSH file, and "passphrase" where it is locked.',
      }),
    );
  }
  return promise;
}

/** Whoever does not know the server may hand passwords and files to anybody. */
function hostProblem(key: Buffer, context: TransportContext): TerminalError | undefined {
  const found = `SHA256:${createHash('sha256').update(key).digest('base64').replace(/=+$/u, '')}`;
  const known = context.value('host_key')?.split(/[\s,]+/u) ?? [];
  if (known.some((one) => one.replace(/=+$/u, '') === found)) return undefined;
  return new TerminalError({
    code: 'run/unknown-host-key',
    message:
      known.length === 0
        ? `${context.place} does not say which key its server has; it shows ${found}.`
        : `${context.place}: the server shows ${found}, which is not the key that the instance names.`,
    help: 'Ask whoever runs the server for its fingerprint, and set "host_key" under "values" of the instance to it.',
  });
}

function explain(error: Error & { readonly level?: string }, context: TransportContext): RunError {
  if (error.level === 'client-authentication') return refusedLogin(context, error);
  if (error.level === 'client-timeout')
    return new RetryableError({
      code: 'run/timed-out',
      message: `${context.place}: the server did not answer in time.`,
      help: 'Raise "timeout" of the step.',
      cause: error,
    });
  return connectionFailed(context, error.message, error);
}

/** A callback of ssh2 as a promise, which also fails when the connection breaks: ssh2 does not always say so. */
function call<Result>(
  client: Client,
  start: (done: (error: Error | null | undefined, result: Result) => void) => void,
  what: string,
  context: TransportContext,
): Promise<Result> {
  const { promise, resolve, reject } = Promise.withResolvers<Result>();
  const broken = (): void => reject(connectionFailed(context, `it broke while the run was to ${what}`));
  client.once('close', broken);
  try {
    start((error, result) => {
      if (error === undefined || error === null) resolve(result);
      else reject(error);
    });
  } catch (cause) {
    reject(connectionFailed(context, cause instanceof Error ? cause.message : String(cause), cause));
  }
  return promise.finally(() => client.off('close', broken));
}

function openServer(client: Client, sftp: SFTPWrapper, context: TransportContext): FileServer {
  const ask = async <Result>(
    what: string,
    path: string,
    start: (done: (error: Error | null | undefined, result: Result) => void) => void,
  ): Promise<Result> => {
    try {
      return await call(client, start, `${what} "${path}"`, context);
    } catch (error) {
      if (isRunError(error)) throw error;
      if (error instanceof Error && isBroken(error)) throw connectionFailed(context, error.message, error);
      throw refusedFile(what, path, error);
    }
  };
  const rename = (from: string, to: string): Promise<void> =>
    ask('rename', from, (done) => sftp.rename(from, to, (error) => done(error)));
  const remove = (path: string): Promise<void> =>
    ask('delete', path, (done) => sftp.unlink(path, (error) => done(error)));
  const facts: FileServer['facts'] = async (path) => {
    try {
      const { size, mtime } = await call<{ size: number; mtime: number }>(
        client,
        (done) => sftp.stat(path, done),
        `look at "${path}"`,
        context,
      );
      return { size, modifiedMs: mtime * 1000 };
    } catch (error) {
      if (isRunError(error)) throw error;
      if (statusOf(error) === noSuchFile) return undefined;
      throw refusedFile('look at', path, error);
    }
  };
  return {
    facts,
    remove,
    async list(folder) {
      type Entry = { filename: string; attrs: { size: number; mtime: number; isDirectory(): boolean } };
      const entries = await ask<Entry[]>('list', folder, (done) => sftp.readdir(folder, done));
      return entries.map(({ filename, attrs }) => ({
        name: filename,
        isFolder: attrs.isDirectory(),
        size: attrs.size,
        modifiedMs: attrs.mtime * 1000,
      }));
    },
    read: (path) => ask<Buffer>('read', path, (done) => sftp.readFile(path, done)),
    write: (path, bytes) =>
      ask('write', path, (done) => sftp.writeFile(path, Buffer.from(bytes), (error) => done(error, undefined))),
    async rename(from, to) {
      try {
        await ask<void>('rename', from, (done) => {
          try {
            sftp.ext_openssh_rename(from, to, (error) => done(error));
          } catch {
            done(new UnsupportedError());
          }
        });
      } catch (error) {
        if (!isRunError(error) || statusOf(error.cause) !== unsupported) throw error;
        // A server without the extension of OpenSSH does not replace.
        if ((await facts(to)) !== undefined) await remove(to);
        await rename(from, to);
      }
    },
    async close() {
      client.end();
      client.destroy();
      return Promise.resolve();
    },
  };
}

function statusOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}

/** What has no status of SFTP comes from the connection. */
function isBroken(error: Error): boolean {
  return typeof statusOf(error) !== 'number';
}
