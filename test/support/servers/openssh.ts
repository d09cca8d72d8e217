import { spawn, execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import { fill, makeFolder, removeFolder, type FileWorld } from './file-world.ts';
import { freePort, untilListening } from './ports.ts';

const sshd = '/usr/sbin/sshd';
export const hasOpenSsh = existsSync(sshd);

/** OpenSSH's own server, for the user of this process, who gets in by key: only root may look at passwords. */
export async function startOpenSsh(): Promise<FileWorld> {
  const home = makeFolder();
  const folder = join(home, 'files');
  mkdirSync(folder);
  const key = (name: string): string => {
    execFileSync('ssh-keygen', ['-q', '-t', 'rsa', '-b', '2048', '-m', 'PEM', '-N', '', '-f', join(home, name)]);
    return readFileSync(join(home, name), 'utf8');
  };
  const [, own, other] = [key('host'), key('user'), key('stranger')];
  const port = await freePort();
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${join(home, 'host')}`,
    `AuthorizedKeysFile ${join(home, 'user.pub')}`,
    `PidFile ${join(home, 'pid')}`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'Subsystem sftp internal-sftp',
  ];
  writeFileSync(join(home, 'config'), config.join('\n'));
  if (process.getuid?.() === 0) mkdirSync('/run/sshd', { recursive: true });
  const server = spawn(sshd, ['-D', '-e', '-f', join(home, 'config')], { stdio: 'ignore' });
  await untilListening(port, server);
  const fingerprint = execFileSync('ssh-keygen', ['-l', '-f', join(home, 'host.pub')], { encoding: 'utf8' });
  const values = {
    host: '127.0.0.1',
    port: String(port),
    username: userInfo().username,
    private_key: own,
    host_key: fingerprint.split(' ')[1] ?? '',
  };
  fill(folder, {});
  return {
    protocol: 'SFTP',
    values,
    wrongValues: { ...values, private_key: other },
    root: folder,
    folder,
    async close() {
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill();
      await gone;
      removeFolder(home);
    },
  };
}
