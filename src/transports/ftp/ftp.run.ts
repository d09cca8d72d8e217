import { Readable, Writable } from 'node:stream';
import type { Client, FTPError } from 'basic-ftp';
import type { TransportContext } from '../../contract/define-transport.ts';
import { isRunError, RetryableError } from '../../contract/errors.ts';
import { choiceOf, connectionFailed, portOf, refusedLogin, requireTransportValue } from '../connection-values.ts';
import { refusedFile, type Connect, type FileServer } from '../file-server.ts';
import { fileTransport } from '../file-session.ts';

/** Replies of RFC 959: not logged in; file unavailable; file name not allowed. */
const notLoggedIn = 530;
const unavailable = 550;
const nameNotAllowed = 553;

const connectTo =
  (context: TransportContext): Connect =>
  async (timeoutMs) => {
    const ftp = await import('basic-ftp');
    const client = new ftp.Client(timeoutMs, { allowSeparateTransferHost: false });
    const tls = context.protocol === 'FTPS' ? choiceOf(context, 'tls', ['explicit', 'implicit']) : undefined;
    const host = requireTransportValue(context, 'host');
    const ca = context.value('ca');
    try {
      await client.access({
        host,
        port: portOf(context, tls === 'implicit' ? 990 : 21),
        user: requireTransportValue(context, 'username'),
        password: requireTransportValue(context, 'password'),
        secure: tls === undefined ? false : tls === 'explicit' ? true : 'implicit',
        ...(tls === undefined
          ? {}
          : { secureOptions: { host, servername: host, ...(ca === undefined ? {} : { ca }) } }),
      });
    } catch (error) {
      client.close();
      if (isRunError(error)) throw error;
      throw codeOf(error) === notLoggedIn ? refusedLogin(context, error) : failed(error, context);
    }
    if (tls === undefined)
      context.warn(`${context.place} uses FTP, which sends the password and the files in plain text.`);
    return openServer(client, context);
  };

export default fileTransport(connectTo);

function openServer(client: Client, context: TransportContext): FileServer {
  const ask = async <Result>(what: string, path: string, work: () => Promise<Result>): Promise<Result> => {
    try {
      return await work();
    } catch (error) {
      const code = codeOf(error);
      // 5xx is a refusal; 4xx, and what has no code, may pass.
      throw code !== undefined && code >= 500 ? refusedFile(what, path, error) : failed(error, context);
    }
  };
  const factsOf: FileServer['facts'] = async (path) => {
    try {
      const size = await client.size(path);
      return { size, modifiedMs: await modifiedMs(client, path) };
    } catch (error) {
      if (codeOf(error) === unavailable) return undefined;
      throw failed(error, context);
    }
  };
  return {
    facts: factsOf,
    list: (folder) =>
      ask('list', folder, async () => {
        const entries = await client.list(folder);
        return entries
          .filter(({ name }) => name !== '.' && name !== '..')
          .map((entry) => ({
            name: entry.name,
            isFolder: entry.isDirectory,
            size: entry.size,
            modifiedMs: entry.modifiedAt?.getTime() ?? 0,
          }));
      }),
    read: (path) =>
      ask('read', path, async () => {
        const parts: Buffer[] = [];
        const sink = new Writable({
          write(part: Buffer, _, done) {
            parts.push(part);
            done();
          },
        });
        await client.downloadTo(sink, path);
        return Buffer.concat(parts);
      }),
    write: (path, bytes) =>
      ask('write', path, async () => {
        await client.uploadFrom(Readable.from([Buffer.from(bytes)]), path);
      }),
    rename: (from, to) =>
      ask('rename', from, async () => {
        try {
          await client.rename(from, to);
        } catch (error) {
          const code = codeOf(error);
          // Some servers do not replace.
          if ((code !== unavailable && code !== nameNotAllowed) || (await factsOf(to)) === undefined) throw error;
          await client.remove(to);
          await client.rename(from, to);
        }
      }),
    remove: (path) =>
      ask('delete', path, async () => {
        await client.remove(path);
      }),
    close() {
      client.close();
      return Promise.resolve();
    },
  };
}

/** Not every server keeps it. */
async function modifiedMs(client: Client, path: string): Promise<number> {
  try {
    return (await client.lastMod(path)).getTime();
  } catch (error) {
    const code = codeOf(error);
    if (code !== undefined && code >= 500) return 0;
    throw error;
  }
}

function codeOf(error: unknown): number | undefined {
  const { code } = error as Partial<FTPError>; // a code of Node is a text
  return typeof code === 'number' ? code : undefined;
}

function failed(error: unknown, context: TransportContext): Error {
  if (isRunError(error)) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (!/timeout/iu.test(text)) return connectionFailed(context, text, error);
  return new RetryableError({
    code: 'run/timed-out',
    message: `${context.place}: the server did not answer in time.`,
    help: 'Raise "timeout" of the step.',
    cause: error,
  });
}
