import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import mysql from 'mysql2/promise';
import type { DatabaseWorld } from './database-world.ts';
import { makeFolder, removeFolder } from './file-world.ts';
import { asOrdinaryUser, certificateIn, giveAway } from './ordinary-user.ts';
import { freePort, untilListening } from './ports.ts';

const server = '/usr/sbin/mariadbd';
const install = '/usr/bin/mariadb-install-db';
export const hasMariaDb = existsSync(server) && existsSync(install);

const password = 'm4riadb-word';

export async function startMariaDb(): Promise<DatabaseWorld> {
  const home = makeFolder();
  const data = join(home, 'data');
  mkdirSync(data);
  giveAway(home);
  giveAway(data);
  const quick = ['--innodb-log-file-size=8M', '--innodb-buffer-pool-size=32M', '--innodb-flush-log-at-trx-commit=0'];
  execFileSync(
    install,
    ['--no-defaults', `--datadir=${data}`, '--auth-root-authentication-method=normal', '--skip-test-db', ...quick],
    { stdio: 'ignore', ...asOrdinaryUser },
  );
  const user = join(home, 'user.sql');
  const people = ['ada@localhost', "ada@'127.0.0.1'"];
  const statements = [
    'CREATE DATABASE shop CHARACTER SET utf8mb4',
    ...people.flatMap((one) => [`CREATE USER ${one} IDENTIFIED BY '${password}'`, `GRANT ALL ON *.* TO ${one}`]),
  ];
  writeFileSync(user, statements.map((one) => `${one};\n`).join(''));
  const port = await freePort();
  const { ca, cert, key } = certificateIn(home);
  const options = [
    '--no-defaults',
    `--datadir=${data}`,
    `--socket=${join(home, 'socket')}`,
    `--pid-file=${join(home, 'pid')}`,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--init-file=${user}`,
    `--ssl-cert=${cert}`,
    `--ssl-key=${key}`,
    `--ssl-ca=${cert}`,
    ...quick,
  ];
  const child = spawn(server, options, { stdio: 'ignore', ...asOrdinaryUser });
  // Also when the test ends before `close`.
  process.once('exit', () => child.kill('SIGKILL'));
  await untilListening(port, child);
  const values = { host: '127.0.0.1', port: String(port), database: 'shop', username: 'ada', password };
  const client = await mysql.createConnection({
    host: '127.0.0.1',
    port,
    user: 'ada',
    password,
    database: 'shop',
    supportBigNumbers: true,
    bigNumberStrings: true,
  });
  return {
    protocol: 'MySQL',
    values,
    ca,
    async sql(...statements) {
      let rows: unknown = [];
      for (const statement of statements) [rows] = await client.query(statement);
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : [];
    },
    async cut() {
      const [all] = await client.query('SHOW PROCESSLIST');
      const others = (all as { Id: number; User: string }[]).filter(
        ({ Id, User }) => User === 'ada' && Number(Id) !== client.threadId,
      );
      for (const { Id } of others) await client.query(`KILL ${Id}`);
      return others.length;
    },
    async close() {
      await client.end();
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGKILL');
      await gone;
      removeFolder(home);
    },
  };
}
