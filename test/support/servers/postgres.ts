import { execFileSync, spawn } from 'node:child_process';
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { DatabaseWorld } from './database-world.ts';
import { makeFolder, removeFolder } from './file-world.ts';
import { asOrdinaryUser, certificateIn, giveAway } from './ordinary-user.ts';
import { freePort, untilListening } from './ports.ts';

const [initdb = ''] = globSync('/usr/{lib/postgresql/*/,}bin/initdb').toSorted().toReversed();
export const hasPostgres = existsSync(initdb);

const password = 'p0stgres-word';

export async function startPostgres(): Promise<DatabaseWorld> {
  const home = makeFolder();
  const data = join(home, 'data');
  mkdirSync(data);
  giveAway(home);
  giveAway(data);
  writeFileSync(join(home, 'word'), password);
  const init = [
    '-D',
    data,
    '-U',
    'ada',
    '-A',
    'scram-sha-256',
    '--pwfile',
    join(home, 'word'),
    '-E',
    'UTF8',
    '--no-sync',
  ];
  execFileSync(initdb, [...init, '--locale', 'C'], { stdio: 'ignore', ...asOrdinaryUser });
  const port = await freePort();
  const { ca, cert, key } = certificateIn(home);
  const settings = {
    port,
    listen_addresses: '127.0.0.1',
    unix_socket_directories: home,
    fsync: 'off',
    ssl: 'on',
    ssl_cert_file: cert,
    ssl_key_file: key,
  };
  const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const program = join(dirname(initdb), 'postgres');
  const server = spawn(program, ['-D', data, ...options], { stdio: 'ignore', ...asOrdinaryUser });
  // Also when the test ends before `close`.
  process.once('exit', () => server.kill('SIGKILL'));
  await untilListening(port, server);
  const values = { host: '127.0.0.1', port: String(port), database: 'shop', username: 'ada', password };
  const connection = { host: '127.0.0.1', port, user: 'ada', password };
  const first = await untilConnected({ ...connection, database: 'postgres' });
  await first.query('CREATE DATABASE shop');
  await first.end();
  const client = new pg.Client({ ...connection, database: 'shop' });
  client.on('error', () => undefined);
  await client.connect();
  return {
    protocol: 'PGSQL',
    values,
    ca,
    async sql(...statements) {
      let rows: readonly Record<string, unknown>[] = [];
      for (const statement of statements) ({ rows } = await client.query<Record<string, unknown>>(statement));
      return rows;
    },
    async cut() {
      const { rowCount } = await client.query(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'repatch'",
      );
      return rowCount ?? 0;
    },
    async close() {
      await client.end();
      const gone = new Promise((resolve) => server.once('exit', resolve));
      server.kill('SIGQUIT');
      await gone;
      removeFolder(home);
    },
  };
}

/** It listens before it lets anybody in. */
async function untilConnected(config: pg.ClientConfig): Promise<pg.Client> {
  for (let tries = 0; ; tries++) {
    const client = new pg.Client(config);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (tries === 100) throw error;
      await sleep(100);
    }
  }
}
