import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { makeFolder, removeFolder, type FileWorld } from './file-world.ts';
import { freePort, untilListening } from './ports.ts';

const vsftpd = '/usr/sbin/vsftpd';
export const hasVsftpd = existsSync(vsftpd);

/** vsftpd as the user of this process. It lets only the anonymous user in, because only root may look at passwords. */
export async function startVsftpd(): Promise<FileWorld> {
  const home = makeFolder();
  const folder = join(home, 'files');
  mkdirSync(folder);
  const port = await freePort();
  const config = [
    'listen=YES',
    'listen_address=127.0.0.1',
    `listen_port=${port}`,
    'background=NO',
    'run_as_launching_user=YES',
    'anonymous_enable=YES',
    'local_enable=NO',
    'write_enable=YES',
    'anon_upload_enable=YES',
    'anon_mkdir_write_enable=YES',
    'anon_other_write_enable=YES',
    'anon_world_readable_only=NO',
    'anon_umask=022',
    'allow_writeable_chroot=YES',
    `anon_root=${folder}`,
    'pasv_address=127.0.0.1',
    'seccomp_sandbox=NO',
    'xferlog_enable=NO',
    'use_localtime=NO',
  ];
  writeFileSync(join(home, 'config'), config.join('\n'));
  const server = spawn(vsftpd, [join(home, 'config')], { stdio: 'ignore' });
  await untilListening(port, server);
  const values = { host: '127.0.0.1', port: String(port), username: 'anonymous', password: 'ada@example.com' };
  return {
    protocol: 'FTP',
    values,
    wrongValues: { ...values, username: 'somebody' },
    root: folder,
    folder,
    async close() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGKILL');
      await gone;
      removeFolder(home);
    },
  };
}
