import { createHash, generateKeyPairSync } from 'node:crypto';
import fs from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import ssh2, { type Connection, type SFTPWrapper } from 'ssh2';
import { makeFolder, removeFolder, type Fault, type FileEvent, type FileWorld } from './file-world.ts';

const { OK, EOF, NO_SUCH_FILE, FAILURE } = ssh2.utils.sftp.STATUS_CODE;

/** An SFTP server in this process, out of the other half of ssh2: no permissions, no extensions, one user. */
export async function startSftpServer(): Promise<FileWorld> {
  const folder = makeFolder();
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'pkcs1', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs1', format: 'pem' },
  });
  const parsed = ssh2.utils.parseKey(privateKey);
  if (parsed instanceof Error) throw parsed;
  const key = createHash('sha256').update(parsed.getPublicSSH()).digest('base64').replace(/=+$/u, '');
  let fault: Fault | undefined;
  const clients = new Set<Connection>();
  const server = new ssh2.Server({ hostKeys: [privateKey] }, (client) => {
    clients.add(client);
    (client as Connection & { setNoDelay(on: boolean): void }).setNoDelay(true); // missing in the types
    client
      .on('authentication', (context) => {
        if (context.method === 'password' && context.username === 'ada' && context.password === 'pa55-word')
          context.accept();
        else context.reject(['password']);
      })
      .on('error', () => undefined)
      .on('close', () => clients.delete(client))
      .on('session', (accept) =>
        accept().on('sftp', (acceptSftp) =>
          serve(acceptSftp(), folder, (event, path) => {
            const breaks = fault?.(event, path) === 'drop';
            if (breaks) client.end();
            return breaks;
          }),
        ),
      );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo; // it listens on a port
  const values = {
    host: '127.0.0.1',
    port: String(port),
    username: 'ada',
    password: 'pa55-word',
    host_key: `SHA256:${key}`,
  };
  return {
    protocol: 'SFTP',
    values,
    wrongValues: { ...values, password: 'wr0ng-word' },
    root: '/',
    folder,
    setFault: (given) => (fault = given),
    async close() {
      for (const client of clients) client.end();
      await new Promise((resolve) => server.close(resolve));
      removeFolder(folder);
    },
  };
}

function serve(sftp: SFTPWrapper, folder: string, breaks: (event: FileEvent, path: string) => boolean): void {
  const real = (path: string): string => join(folder, path);
  const handles = new Map<number, { readonly path: string; fd?: number; names?: string[] }>();
  let last = 0;
  const open = (handle: { readonly path: string; fd?: number; names?: string[] }): Buffer => {
    handles.set(++last, handle);
    return handleOf(last);
  };
  const handleOf = (number: number): Buffer => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(number);
    return bytes;
  };
  const find = (handle: Buffer): { readonly path: string; fd?: number; names?: string[] } =>
    handles.get(handle.readUInt32BE()) ?? { path: '' };
  const attempt = (id: number, work: () => void): void => {
    try {
      work();
    } catch (error) {
      sftp.status(id, (error as NodeJS.ErrnoException).code === 'ENOENT' ? NO_SUCH_FILE : FAILURE);
    }
  };
  const attributes = (path: string): ssh2.Attributes => {
    const { mode, uid, gid, size, atimeMs, mtimeMs } = fs.statSync(path);
    return { mode, uid, gid, size, atime: Math.floor(atimeMs / 1000), mtime: Math.floor(mtimeMs / 1000) };
  };
  const facts = (id: number, path: string): void =>
    attempt(id, () => {
      if (breaks('facts', path)) return;
      sftp.attrs(id, attributes(real(path)));
    });
  sftp
    .on('STAT', facts)
    .on('LSTAT', facts)
    .on('FSTAT', (id, handle) => attempt(id, () => sftp.attrs(id, attributes(real(find(handle).path)))))
    .on('OPEN', (id, path, flags) =>
      attempt(id, () => {
        const fd = fs.openSync(real(path), (flags & ssh2.utils.sftp.OPEN_MODE.WRITE) === 0 ? 'r' : 'w');
        sftp.handle(id, open({ path, fd }));
      }),
    )
    .on('READ', (id, handle, offset, length) =>
      attempt(id, () => {
        const { path, fd = -1 } = find(handle);
        if (breaks('read', path)) return;
        const bytes = Buffer.alloc(Math.min(length, 32_768));
        const count = fs.readSync(fd, bytes, 0, bytes.length, offset);
        if (count === 0) sftp.status(id, EOF);
        else sftp.data(id, bytes.subarray(0, count));
      }),
    )
    .on('WRITE', (id, handle, offset, data) =>
      attempt(id, () => {
        const { path, fd = -1 } = find(handle);
        if (breaks('write', path)) return;
        fs.writeSync(fd, data, 0, data.length, offset);
        sftp.status(id, OK);
      }),
    )
    .on('FSETSTAT', (id) => sftp.status(id, OK))
    .on('CLOSE', (id, handle) =>
      attempt(id, () => {
        const { fd } = find(handle);
        if (fd !== undefined) fs.closeSync(fd);
        handles.delete(handle.readUInt32BE());
        sftp.status(id, OK);
      }),
    )
    .on('OPENDIR', (id, path) => attempt(id, () => sftp.handle(id, open({ path, names: fs.readdirSync(real(path)) }))))
    .on('READDIR', (id, handle) =>
      attempt(id, () => {
        const directory = find(handle);
        const names = directory.names?.splice(0) ?? [];
        if (names.length === 0) sftp.status(id, EOF);
        else
          sftp.name(
            id,
            names.map((filename) => ({
              filename,
              longname: filename,
              attrs: attributes(join(real(directory.path), filename)),
            })),
          );
      }),
    )
    .on('RENAME', (id, from, to) =>
      attempt(id, () => {
        if (breaks('rename', from)) return;
        // Version 3 of the protocol replaces nothing.
        if (fs.existsSync(real(to))) return sftp.status(id, FAILURE);
        fs.renameSync(real(from), real(to));
        if (!breaks('renamed', from)) sftp.status(id, OK);
      }),
    )
    .on('REMOVE', (id, path) =>
      attempt(id, () => {
        fs.unlinkSync(real(path));
        sftp.status(id, OK);
      }),
    );
}
