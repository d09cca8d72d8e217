import { lookup } from 'node:dns/promises';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { connectorSchema } from '../../src/connector/definition.ts';
import { instancesSchema } from '../../src/connector/instance.ts';
import { flowSchema } from '../../src/flow/model.ts';
import type { RunEvent, RunResult } from '../../src/contract/events.ts';
import { testPorts, type TestPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, push, run, single } from '../support/flows.ts';
import { Killed, keptRun } from '../support/kept-runs.ts';
import type { DatabaseWorld } from '../support/servers/database-world.ts';
import { makeFolder, removeFolder } from '../support/servers/file-world.ts';
import { ended, repatch, startRepatch } from '../support/run-cli.ts';
import { startCuttingProxy } from '../support/servers/cutting-proxy.ts';
import { hasMariaDb, startMariaDb } from '../support/servers/mariadb.ts';
import { hasPostgres, startPostgres } from '../support/servers/postgres.ts';

const servers: readonly (readonly [name: string, start: () => Promise<DatabaseWorld>, isHere: boolean])[] = [
  ['PostgreSQL', startPostgres, hasPostgres],
  ['MariaDB', startMariaDb, hasMariaDb],
];

for (const [name, , isHere] of servers)
  if (!isHere) console.warn(`Not installed, so that its tests are skipped: ${name}.`);

const read = {
  name: 'Read',
  microservice: 'connector',
  endpoint: { name: 'Read', direction: 'Receive', http_method: 'GET' },
  connector: { name: 'Shop', system: 'shop' },
};
const write = { ...push('Write'), name: 'Write' };
const payload = (value: unknown): object => ({
  name: 'Payload',
  microservice: 'manual-input',
  config: { payload: JSON.stringify(value) },
});
const table = { name: 'copies', action: 'insert', columns: ['id', 'total', 'note'], optional: ['total', 'note'] };

const documentation = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'transports.md'), 'utf8');
/** An example of the page, by the words behind its three signs. */
function example(kind: string): string {
  const [, text] = new RegExp(`^\`\`\`${kind}\\n([^]*?)^\`\`\`$`, 'mu').exec(documentation) ?? [];
  if (text === undefined) throw new Error(`The page has no example "${kind}"`);
  return text;
}

describe.each(servers)('%s', (name, start, isHere) => {
  let world: DatabaseWorld;
  let isPostgres: boolean;
  beforeAll(async () => {
    if (!isHere) return;
    world = await start();
    isPostgres = world.protocol === 'PGSQL';
  }, 120_000);
  afterAll(() => world?.close());
  beforeEach(async () => {
    if (!isHere) return;
    const columns = '(id BIGINT PRIMARY KEY, total DECIMAL(20,2), note VARCHAR(40))';
    await world.sql(
      ...['orders', 'copies', 'receipts', 'kinds', 'kept'].map((name) => `DROP TABLE IF EXISTS ${name}`),
      `CREATE TABLE orders ${columns}`,
      `CREATE TABLE copies ${columns}`,
      'CREATE TABLE receipts (id VARCHAR(64) PRIMARY KEY)',
    );
  });

  interface Endpoints {
    readonly query?: object;
    readonly pagination?: object;
    readonly send?: object;
  }
  const flow = (
    steps: readonly object[],
    { query = {}, pagination, send = { table } }: Endpoints = {},
  ): ReturnType<typeof flowOf> =>
    flowOf(steps, {
      protocol: world.protocol,
      authMethods: [{ name: 'User', type: 'basic', variables: [{ key: 'password', secret: true }] }],
      endpoints: [
        {
          name: 'Read',
          direction: 'Receive',
          method: 'GET',
          query: { sql: 'SELECT id, total, note FROM orders ORDER BY id', ...query },
          ...(pagination === undefined ? {} : { pagination }),
        },
        { name: 'Write', direction: 'Send', method: 'POST', ...send },
      ],
    });
  const go = (
    file: ReturnType<typeof flowOf>,
    ports: TestPorts = testPorts(),
    values = world.values,
  ): Promise<RunResult> => run(file, ports, values);
  const codesOf = async (steps: readonly object[], endpoints: Endpoints = {}): Promise<readonly string[]> =>
    (await go(flow(steps, endpoints))).failures.map(({ code }) => code);
  const copies = async (): Promise<readonly string[]> =>
    (await world.sql('SELECT id, total, note FROM copies ORDER BY id')).map(({ id, total, note }) =>
      [id, total, note].map(String).join(' '),
    );
  const series = (count: number): string =>
    isPostgres
      ? `INSERT INTO orders SELECT n, n + 0.5, 'o' || n FROM generate_series(1, ${count}) AS n`
      : `INSERT INTO orders SELECT seq, seq + 0.5, CONCAT('o', seq) FROM seq_1_to_${count}`;
  /** The rows of a query as they go on, each as JSON text. */
  const rowsOf = async (sql: string): Promise<readonly unknown[]> => {
    await world.sql('CREATE TABLE kept (body TEXT)');
    const send = { query: { sql: 'INSERT INTO kept (body) VALUES ([[payload]])' } };
    expect((await go(flow([read, write], { query: { sql }, send }))).failures).toEqual([]);
    return (await world.sql('SELECT body FROM kept')).map(({ body }) => body);
  };

  it.runIf(isHere)('reads rows and writes them as one transaction, exactly', async () => {
    await world.sql(
      "INSERT INTO orders VALUES (1, 12.50, 'Größe 🎈 O''Neil'), (9007199254740993, 123456789012345678.91, NULL)",
    );
    const ports = testPorts();
    const result = await go(flow([read, write]), ports);
    expect(result.failures).toEqual([]);
    expect(await copies()).toEqual(["1 12.50 Größe 🎈 O'Neil", '9007199254740993 123456789012345678.91 null']);
    expect(JSON.stringify([result, ports.events])).not.toContain(world.values['password']);
  });

  it.runIf(isHere)('runs the example of docs/transports.md', async () => {
    await world.sql(series(3));
    const { instances } = instancesSchema.parse(parse(example('yaml instances')));
    const [instance] = instances;
    if (instance === undefined) throw new Error('There is one');
    const system = connectorSchema.parse({ ...parse(example('yaml connector database')), protocol: world.protocol });
    const file = flowSchema.parse({ ...JSON.parse(example('json flow')), systems: [{ system }] });
    const values = { ...instance.values, ...world.values };
    const options = { instances: new Map([[instance.name, { ...instance, values }]]) };
    for (let times = 0; times < 2; times++)
      expect(await run(file, testPorts(), {}, options)).toMatchObject({ failures: [], status: { name: 'SUCCESS' } });
    expect(await copies()).toEqual(['2 2.50 o2', '3 3.50 o3']);
  });

  it.runIf(isHere)('gives an empty list where there are no rows', async () => {
    const result = await go(flow([read, write]));
    expect(result.failures).toEqual([]);
    expect(result.requests).toMatchObject({ received: 1, records: 0 });
  });

  it.runIf(isHere)('binds values of variables and records: no text becomes a part of a statement', async () => {
    await world.sql("INSERT INTO orders VALUES (1, 1, 'a'), (2, 2, 'x'' OR 1=1 --')");
    const evil = "x' OR 1=1 --";
    const step = { ...read, variables: [{ key: 'note', value: evil }] };
    const sql = 'SELECT id, total, note FROM orders WHERE note = {{note}}';
    expect((await go(flow([step, write], { query: { sql } }))).failures).toEqual([]);
    expect(await copies()).toEqual([`2 2.00 ${evil}`]);
    const send = {
      query: { sql: 'UPDATE copies SET note = [[payload.note]], total = [[payload.total]] WHERE id = [[payload.id]]' },
    };
    const drop = "'); DROP TABLE copies; --";
    expect((await go(flow([payload([{ id: 2, note: drop, total: '7.10' }]), write], { send }))).failures).toEqual([]);
    expect(await copies()).toEqual([`2 7.10 ${drop}`]);
  });

  it.runIf(isHere)(
    'pages by offset and by reading on, all of one state of a table that changes meanwhile',
    async () => {
      await world.sql(series(250));
      const pagination = { method: 'Database limit offset', limit: 100 };
      for (const [at, sql] of [
        'SELECT id, total, note FROM orders ORDER BY id',
        'SELECT id, total, note FROM orders ORDER BY id LIMIT {{limit}} OFFSET {{offset}}',
      ].entries()) {
        await world.sql('DELETE FROM copies');
        const ports = testPorts();
        let changes: Promise<unknown> | undefined;
        const changing: TestPorts = {
          ...ports,
          log(event) {
            ports.log(event);
            // Between two pages rows come and go.
            if (event.event === 'message' && event.text.startsWith('Wrote'))
              changes ??= world.sql(
                `DELETE FROM orders WHERE id BETWEEN 1 AND 50`,
                `INSERT INTO orders VALUES (${1000 + at}, 1, 'new')`,
              );
          },
        };
        const result = await go(flow([read, write], { query: { sql }, pagination }), changing);
        await changes;
        expect(result.failures).toEqual([]);
        expect(result.requests).toMatchObject({ received: 3, records: at === 0 ? 250 : 201 });
        expect(await copies()).toHaveLength(at === 0 ? 250 : 201);
      }
    },
  );

  it.runIf(isHere)('updates, inserts and deletes by key', async () => {
    await world.sql("INSERT INTO copies VALUES (1, 1, 'old'), (2, 2, 'old')");
    const upsert = { ...table, action: 'upsert', key: ['id'] };
    const both = [
      payload([
        { id: 2, total: 2.25, note: 'new' },
        { id: 3, note: 'new' },
      ]),
      write,
    ];
    expect(await codesOf(both, { send: { table: upsert } })).toEqual([]);
    expect(await copies()).toEqual(['1 1.00 old', '2 2.25 new', '3 null new']);
    const update = { name: 'copies', action: 'update', key: ['id'], columns: { note: 'text.en' } };
    expect(await codesOf([payload({ id: 3, text: { en: 'three' } }), write], { send: { table: update } })).toEqual([]);
    const missing = await go(flow([payload({ id: 4, text: { en: 'four' } }), write], { send: { table: update } }));
    expect(missing.failures.map(({ code, message }) => [code, message])).toEqual([
      ['run/record-refused', 'The record (id 4) is refused: no row of the table has this key.'],
    ]);
    const remove = { name: 'copies', action: 'delete', key: ['id'] };
    expect(await codesOf([payload([{ id: 1 }, { id: 9 }]), write], { send: { table: remove } })).toEqual([]);
    expect(await copies()).toEqual(['2 2.25 new', '3 null three']);
  });

  it.runIf(isHere)('writes nothing of a payload of which one record is refused, and names it', async () => {
    await world.sql("INSERT INTO copies VALUES (700, 1, 'there')");
    const records = Array.from({ length: 1200 }, (_row, id) => ({ id, total: id }));
    const result = await go(flow([payload(records), write]));
    expect(result.failures.map(({ code }) => code)).toEqual(['run/record-refused']);
    expect(result.failures[0]?.message).toMatch(/^Record 700 \(id 700\) is refused: .*(?:copies_pkey|PRIMARY)/u);
    expect(result.inDoubt).toEqual([]);
    expect(await copies()).toEqual(['700 1.00 there']);
  });

  it.runIf(isHere)('names column and record of values that do not fit', async () => {
    const refused = async (record: object): Promise<readonly (string | undefined)[]> => {
      const { failures } = await go(flow([payload([{ id: 1 }, { id: 2, ...record }]), write]));
      return [failures[0]?.code, failures[0]?.message];
    };
    const [long, words] = await refused({ note: 'x'.repeat(50) });
    expect([long, words]).toEqual(['run/record-refused', expect.stringMatching(/^Record 1 \(id 2\) is refused/u)]);
    expect(await refused({ total: '1.005' })).toEqual([
      'run/value-not-bound',
      'Record 1 (id 2) cannot be written: column "total": 1.005 has 3 decimal places, and the column keeps 2: it would be rounded.',
    ]);
    expect((await refused({ total: 'many' }))[0]).toBe('run/record-refused');
    expect((await refused({ id: null }))[0]).toBe('run/record-refused');
    expect((await refused({ id: 1.5 }))[0]).toBe('run/value-not-bound');
    expect((await refused({ note: '\uD800' }))[0]).toBe('run/value-not-bound');
    expect(await copies()).toEqual([]);
    const { total: _, ...some } = { total: 1, id: 5 };
    expect(await codesOf([payload(some), write], { send: { table: { ...table, optional: [] } } })).toEqual([
      'run/value-not-bound',
    ]);
  });

  it.runIf(isHere)('quotes names of tables and columns, whatever is in them', async () => {
    const quote = (name: string): string =>
      isPostgres ? `"${name.replaceAll('"', '""')}"` : `\`${name.replaceAll('`', '``')}\``;
    const [odd, column] = [`or"der's \`; DROP TABLE orders; --`, `Select "\`x`];
    await world.sql(
      `DROP TABLE IF EXISTS ${quote(odd)}`,
      `CREATE TABLE ${quote(odd)} (id BIGINT PRIMARY KEY, ${quote(column)} VARCHAR(9))`,
    );
    const upsert = { name: odd, action: 'upsert', key: ['id'], columns: { id: 'id', [column]: 'text' } };
    expect(
      await codesOf(
        [
          payload([
            { id: 1, text: 'a' },
            { id: 1, text: 'b' },
          ]),
          write,
        ],
        { send: { table: upsert } },
      ),
    ).toEqual([]);
    expect(await world.sql(`SELECT ${quote(column)} AS x FROM ${quote(odd)}`)).toEqual([{ x: 'b' }]);
    expect(await codesOf([payload({ id: 1 }), write], { send: { table: { ...table, name: 'x'.repeat(65) } } })).toEqual(
      ['run/bad-endpoint'],
    );
    await world.sql(`DROP TABLE ${quote(odd)}`, 'SELECT id FROM orders');
  });

  it.runIf(isHere && name === 'MariaDB')(
    'says so where a table keeps half of a payload, or a procedure ends the transaction',
    async () => {
      await world.sql(
        'DROP TABLE IF EXISTS loose',
        'CREATE TABLE loose (id BIGINT PRIMARY KEY) ENGINE = MyISAM',
        'DROP PROCEDURE IF EXISTS ends',
        'CREATE PROCEDURE ends () BEGIN INSERT INTO copies (id) VALUES (1); COMMIT; END',
      );
      const loose = { name: 'loose', action: 'insert', columns: ['id'] };
      const result = await go(flow([payload([{ id: 1 }, { id: 1 }]), write], { send: { table: loose } }));
      expect(result.failures.map(({ code }) => code)).toEqual(['run/record-refused']);
      expect(result.inDoubt.map(({ reason }) => reason)).toEqual([
        'a table without transactions, or a procedure that ends them, keeps what was written before the failure',
      ]);
      const ends = await go(
        flow([payload({}), write], { send: { query: { sql: 'CALL ends()', mayAffectNone: true } } }),
      );
      expect(ends.failures.map(({ message }) => message).join()).toContain('it ended the transaction');
      expect(ends.inDoubt).toHaveLength(1);
      expect(await copies()).toHaveLength(1);
    },
  );

  it.runIf(isHere)('does not leave out filters of a step', async () => {
    const step = { ...read, filters: [{ field: 'id', comparison: 'eq', value: '1', value_type: 'static' }] };
    expect(await codesOf([step])).toEqual(['run/bad-endpoint']);
  });

  it.runIf(isHere)('says what the database does not know', async () => {
    const sql = (text: string): Endpoints => ({ query: { sql: text } });
    expect(await codesOf([read], sql('SELECT * FROM nowhere'))).toEqual(['run/database-refused']);
    expect(await codesOf([read], sql('SELEKT'))).toEqual(['run/bad-endpoint']);
    expect(await codesOf([read], sql('SELECT FROM WHERE'))).toEqual(['run/database-refused']);
    expect(await codesOf([read], sql('SELECT o.id, c.id FROM orders o, orders c'))).toEqual([]);
    await world.sql(series(1));
    expect(await codesOf([read], sql('SELECT o.id, c.id FROM orders o, orders c'))).toEqual(['run/column-twice']);
    const one = payload({ id: 1, colour: 'red' });
    expect(await codesOf([one, write], { send: { table: { ...table, name: 'nowhere' } } })).toEqual([
      'run/database-refused',
    ]);
    const other = { ...table, columns: ['id', 'colour'], optional: [] };
    const result = await go(flow([one, write], { send: { table: other } }));
    expect(result.failures.map(({ message }) => message).join()).toMatch(
      /has no column "colour"; it has: id, total, note/u,
    );
    const receipts = { ...table, receipts: 'no_receipts' };
    expect(await codesOf([payload({ id: 1 }), write], { send: { table: receipts } })).toEqual(['run/database-refused']);
  });

  it.runIf(isHere)(
    'does not read with statements that change something, nor changes what cannot be taken back',
    async () => {
      await world.sql(series(1));
      expect(await codesOf([read], { query: { sql: 'DELETE FROM orders' } })).toEqual(['run/bad-endpoint']);
      if (isPostgres)
        expect(
          await codesOf([read], { query: { sql: 'WITH d AS (DELETE FROM orders RETURNING id) SELECT id FROM d' } }),
        ).toEqual(['run/database-refused']);
      expect(await codesOf([payload({}), write], { send: { query: { sql: 'DROP TABLE orders' } } })).toEqual([
        'run/bad-endpoint',
      ]);
      expect(await world.sql('SELECT id FROM orders')).toHaveLength(1);
    },
  );

  it.runIf(isHere)('ends with the login that is refused, once', async () => {
    const ports = testPorts();
    const result = await go(flow([read]), ports, { ...world.values, password: 'wr0ng-word' });
    expect(result.failures.map(({ code }) => code)).toEqual(['run/unauthorised']);
    expect(ports.sleeps).toEqual([]);
    expect(JSON.stringify([result, ports.events])).not.toContain('wr0ng-word');
  });

  it.runIf(isHere)('says when nobody listens, after its repetitions', async () => {
    const ports = testPorts();
    const result = await go(flow([read]), ports, { ...world.values, port: '1' });
    expect(result.failures.map(({ code }) => code)).toEqual(['run/connection-failed']);
    expect(ports.sleeps).toEqual([1000, 2000]);
  });

  it.runIf(isHere)('encrypts where the server can, and checks the certificate where it is told to', async () => {
    const isEncrypted = isPostgres
      ? 'SELECT ssl::text AS on FROM pg_stat_ssl WHERE pid = pg_backend_pid()'
      : "SELECT variable_value AS on_ FROM information_schema.session_status WHERE variable_name = 'Ssl_cipher'";
    const to = async (values: object): Promise<readonly unknown[]> => {
      const send = { query: { sql: 'INSERT INTO copies (id, note) VALUES (1, [[payload.on]])' } };
      await world.sql('DELETE FROM copies');
      const sql = isEncrypted.replace('on_', '`on`').replace(' AS on ', ' AS "on" ');
      const result = await go(flow([read, write], { query: { sql }, send }), testPorts(), {
        ...world.values,
        ...values,
      });
      const [row] = await world.sql('SELECT note FROM copies');
      return [result.failures[0]?.code, row?.['note']];
    };
    const yes = isPostgres ? 'true' : expect.stringMatching(/^TLS_/u);
    expect(await to({})).toEqual([undefined, yes]);
    expect(await to({ tls: 'off' })).toEqual([undefined, isPostgres ? 'false' : '']);
    expect(await to({ tls: 'verify', ca: world.ca, host: 'localhost' })).toEqual([undefined, yes]);
    // A certificate that nobody vouches for, and one of another host.
    expect(await to({ tls: 'verify', host: 'localhost' })).toEqual(['run/connection-failed', undefined]);
    expect(await to({ tls: 'verify', ca: world.ca })).toEqual([
      isPostgres ? 'run/connection-failed' : 'run/bad-credential',
      undefined,
    ]);
    const own = await lookup(hostname()).catch(() => undefined);
    if (own?.address === '127.0.0.1')
      expect(await to({ tls: 'verify', ca: world.ca, host: hostname() })).toEqual(['run/connection-failed', undefined]);
    expect(await to({ tls: 'of' })).toEqual(['run/bad-credential', undefined]);
  });

  it.runIf(isHere)('fails, and does not pass half a result for a whole one, when the server goes away', async () => {
    await world.sql(series(2000));
    const slow = isPostgres ? 'pg_sleep(0.002)::text' : 'SLEEP(0.002)';
    // Long enough that rows leave the server before all of them are there.
    const sql = `SELECT id, ${slow} AS total, REPEAT('x', 1000) AS note FROM orders`;
    const running = go(flow([read, write], { query: { sql, rows: 50 } }));
    let cuts = 0;
    while (cuts === 0) {
      await sleep(1000);
      cuts = await world.cut();
    }
    const result = await running;
    expect(result.status.name).toBe('FAILURE');
    expect(result.failures[0]?.code).toBe('run/connection-failed');
    expect(result.failures[0]?.message).toMatch(/^After \d+ rows of "Read": /u);
    expect(await copies()).toEqual([]);
  });

  it.runIf(isHere)('goes on with a new connection when the one that writes is cut between two payloads', async () => {
    await world.sql(series(500));
    const ports = testPorts();
    let cut: Promise<number> | undefined;
    const cutting: TestPorts = {
      ...ports,
      log(event) {
        ports.log(event);
        if (event.event === 'message' && event.text.startsWith('Wrote')) cut ??= world.cut();
      },
    };
    // It may be cut in the middle of a commit, too, which an upsert can repeat.
    const send = { table: { ...table, action: 'upsert', key: ['id'] } };
    const result = await go(flow([read, write], { query: { rows: 50 }, send }), cutting);
    expect(await cut).toBeGreaterThan(0);
    expect(result.failures).toEqual([]);
    expect(await copies()).toHaveLength(500);
  });

  it.runIf(isHere)('stops when it is told to, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const sql = isPostgres ? 'SELECT pg_sleep(30)' : 'SELECT SLEEP(30) AS s';
    const since = Date.now();
    setTimeout(() => stop.abort(), 300);
    const result = await run(flow([read], { query: { sql } }), testPorts(), world.values, { signal: stop.signal });
    expect(result.status.name).not.toBe('SUCCESS');
    expect(Date.now() - since).toBeLessThan(10_000);
  });

  it.runIf(isHere)('gives up a statement that takes too long', async () => {
    const sql = isPostgres ? 'SELECT pg_sleep(30)' : 'SELECT BENCHMARK(2000000000, SHA2(1, 512)) AS s';
    const step = { ...read, config: { timeout: 1, retries: 0 } };
    expect(await codesOf([step], { query: { sql } })).toEqual(['run/timed-out']);
    await world.cut();
  });

  it.runIf(isHere)('carries 100,000 rows there and back', async () => {
    await world.sql(series(100_000));
    const result = await go(flow([read, write], { query: { rows: 3500 } }));
    expect(result.failures).toEqual([]);
    expect(result.requests).toMatchObject({ received: 29, records: 100_000, sent: 29 });
    const difference =
      'SELECT COUNT(*) AS n FROM orders o LEFT JOIN copies c ON c.id = o.id AND c.total = o.total AND c.note = o.note WHERE c.id IS NULL';
    expect((await world.sql(difference)).map(({ n }) => Number(n))).toEqual([0]);
    expect((await world.sql('SELECT COUNT(*) AS n FROM copies')).map(({ n }) => Number(n))).toEqual([100_000]);
  });

  it.runIf(isHere)('takes rows of CSV, and refuses what has no records', async () => {
    const rules = ['id', 'total', 'note'].map((name) => ({ sources: [`*.${name}`], target: `*.${name}` }));
    const to = (target: string): object => ({
      name: 'Map',
      microservice: 'map',
      config: { target_format: target, rules },
    });
    const records = [
      { id: 1, total: '2.50', note: 'a;"b"' },
      { id: 2, total: '3.00', note: 'c' },
    ];
    expect(await codesOf([payload(records), to('csv'), write])).toEqual([]);
    expect(await copies()).toEqual(['1 2.50 a;"b"', '2 3.00 c']);
    const xml = { name: 'Payload', microservice: 'manual-input', config: { payload: '<order><id>1</id></order>' } };
    expect(await codesOf([xml, write])).toEqual(['run/not-expressible']);
  });

  it.runIf(isHere)('says when the database cannot do it now, after its repetitions', async () => {
    await world.sql("INSERT INTO copies VALUES (1, 1, 'held')");
    if (!isPostgres) await world.sql('SET GLOBAL innodb_lock_wait_timeout = 1');
    await world.sql('BEGIN', 'SELECT id FROM copies WHERE id = 1 FOR UPDATE');
    const sql = isPostgres
      ? 'SELECT id FROM copies WHERE id = 1 FOR UPDATE NOWAIT'
      : "UPDATE copies SET note = 'x' WHERE id = 1";
    const step = { ...write, config: { retries: 1 } };
    const result = await go(flow([payload({}), step], { send: { query: { sql } } }));
    await world.sql('ROLLBACK');
    expect(result.failures.map(({ code, attempt }) => [code, attempt])).toEqual([['run/database-busy', 2]]);
    expect(result.inDoubt).toEqual([]);
  });

  it.runIf(isHere)('isolates a bad record in a try', async () => {
    await world.sql("INSERT INTO copies VALUES (2, 1, 'there')");
    const steps = [payload([{ id: 1 }, { id: 2 }, { id: 3 }]), single, ...guarded({ ...write, name: 'Push' })];
    const result = await go(flow(steps));
    expect(result.status.name).toBe('PARTIAL_SUCCESS');
    expect((await copies()).map((row) => row.split(' ')[0])).toEqual(['1', '2', '3']);
  });

  it.runIf(isHere)('tells each type of column', async () => {
    const [sql, expected] = isPostgres
      ? [
          `SELECT 5::int2 AS small, 9223372036854775807 AS big, 12.50::numeric AS price, 0.1::float8 AS ratio, 'NaN'::float8 AS none,
             true AS yes, DATE '2026-01-31' AS day, TIMESTAMP '2026-01-31 10:00:00.5' AS moment,
             TIMESTAMPTZ '2026-01-31 10:00:00+02' AS zoned, '{"a": 1.50}'::jsonb AS tree, '\\x00ff'::bytea AS raw, NULL::text AS nothing, 'it''s {{' AS text`,
          '{"small":5,"big":9223372036854775807,"price":"12.50","ratio":0.1,"none":"NaN","yes":true,"day":"2026-01-31","moment":"2026-01-31 10:00:00.5","zoned":"2026-01-31 08:00:00+00","tree":{"a":1.50},"raw":"AP8=","nothing":null,"text":"it\'s {{"}',
        ]
      : [
          `SELECT k.*, NULL AS nothing, 'it''s {{' AS text FROM kinds k`,
          '{"small":5,"big":18446744073709551615,"price":"12.50","ratio":0.1,"single":0.1,"yes":1,"day":"2026-01-31","moment":"2026-01-31 10:00:00.500000","tree":{"a":1.50},"raw":"AP8=","nothing":null,"text":"it\'s {{"}',
        ];
    if (!isPostgres)
      await world.sql(
        'CREATE TABLE kinds (small SMALLINT, big BIGINT UNSIGNED, price DECIMAL(9,2), ratio DOUBLE, single FLOAT, yes BOOLEAN, day DATE, moment DATETIME(6), tree JSON, raw VARBINARY(9))',
        `INSERT INTO kinds VALUES (5, 18446744073709551615, 12.5, 0.1, 0.1, true, '2026-01-31', '2026-01-31 10:00:00.5', '{"a": 1.50}', X'00FF')`,
      );
    expect(await rowsOf(sql)).toEqual([expected]);
  });

  it.runIf(isHere)(
    'knows, finds out or says it when the answer to a commit is lost, and never writes twice in silence',
    async () => {
      const proxy = await startCuttingProxy(Number(world.values['port']));
      const values = { ...world.values, port: String(proxy.port), tls: 'off' };
      try {
        proxy.cutAfter('COMMIT');
        const plain = await go(flow([payload([{ id: 1 }]), write]), testPorts(), values);
        // PostgreSQL is asked what became of the transaction.
        expect([plain.status.name, plain.failures.map(({ code }) => code)]).toEqual(
          isPostgres ? ['SUCCESS', []] : ['FAILURE', ['run/connection-failed']],
        );
        expect(plain.inDoubt.map(({ reason }) => reason)).toEqual(
          isPostgres ? [] : ['the connection broke before the answer to the commit: it may have been written'],
        );
        expect(await copies()).toHaveLength(1);
        for (const [id, more] of [
          [2, { receipts: 'receipts' }],
          [3, { action: 'upsert', key: ['id'] }],
        ] as const) {
          proxy.cutAfter('COMMIT');
          const send = { table: { ...table, ...more } };
          const again = await go(flow([payload([{ id }]), write], { send }), testPorts(), values);
          expect([again.status.name, again.failures, again.inDoubt]).toEqual(['SUCCESS', [], []]);
          expect(await copies()).toHaveLength(id);
        }
        // In front of the commit nothing is there yet, and it is simply done again.
        proxy.cutAfter(isPostgres ? 'txid_current' : 'INSERT INTO');
        const before = await go(flow([payload([{ id: 4 }]), write]), testPorts(), values);
        expect([before.status.name, before.inDoubt]).toEqual(['SUCCESS', []]);
        expect(await copies()).toHaveLength(4);
      } finally {
        await proxy.close();
      }
    },
  );

  describe('a write that is ended by force', () => {
    let state: string;
    beforeEach(() => void (state = makeFolder()));
    afterEach(() => removeFolder(state));

    /** The process ends when the commit is done and its answer not yet written down. */
    const killAt = (count: number): ((event: RunEvent) => void) => {
      let left = count;
      return (event) => {
        if (event.event === 'message' && event.text.startsWith('Wrote') && --left === 0) throw new Killed();
      };
    };
    const records = [{ id: 1 }, { id: 2 }, { id: 3 }];
    const steps = [payload(records), single, write];

    it.runIf(isHere)('is not written twice where there are receipts', async () => {
      const file = flow(steps, { send: { table: { ...table, receipts: 'receipts' } } });
      const options = { folder: state, flow: file, origin: '', values: world.values };
      await expect(keptRun({ ...options, onEvent: killAt(2) })).rejects.toThrow(Killed);
      expect(await copies()).toHaveLength(2);
      const result = await keptRun({ ...options, resume: 'run-1' });
      expect(result.status.name).toBe('SUCCESS');
      expect(result.inDoubt).toEqual([]);
      expect((await copies()).map((row) => row.split(' ')[0])).toEqual(['1', '2', '3']);
      expect(await world.sql('SELECT id FROM receipts')).toHaveLength(3);
    });

    it.runIf(isHere).each([
      ['loses and doubles nothing', { receipts: 'receipts' }],
      ['loses nothing, and says what may be doubled', {}],
    ])(
      '%s when the process is killed in the middle',
      async (__, more) => {
        const rows = 1500;
        const page = 10;
        const send = { table: { ...table, name: 'landed', ...more } };
        const { systems, ...file } = flow([read, write], { query: { rows: page }, send });
        const place = (name: string, value: unknown): void => writeFileSync(join(state, name), JSON.stringify(value));
        mkdirSync(join(state, 'connectors'));
        place('connectors/shop.connector.json', {
          format: 'repatch-connector',
          formatVersion: 1,
          ...systems[0]?.system,
        });
        place('copy.flow.json', { ...file, systems: [] });
        const values = { ...world.values, password: 'secret://DATABASE_PASSWORD' };
        const instances = [{ name: 'Shop', connector: 'shop', values }];
        place('instances.yaml', { format: 'repatch-instances', formatVersion: 1, instances });
        writeFileSync(join(state, '.env'), `DATABASE_PASSWORD=${world.values['password']}\n`);
        await world.sql(
          series(rows),
          'DROP TABLE IF EXISTS landed',
          'CREATE TABLE landed (id BIGINT, total DECIMAL(20,2), note VARCHAR(40))',
        );
        const landed = async (): Promise<number> =>
          Number((await world.sql('SELECT COUNT(*) AS n FROM landed'))[0]?.['n']);
        const path = join(state, 'copy.flow.json');
        const first = startRepatch(['run', path, '--state', join(state, 'state')]);
        while ((await landed()) < 300) await sleep(5);
        first.kill('SIGKILL');
        await ended(first);
        // What the database had been told before goes on.
        await sleep(200);
        expect(await landed()).toBeLessThan(rows);
        const list = JSON.parse((await repatch(['runs', '--state', join(state, 'state'), '--json'])).out) as {
          runs: { run: string }[];
        };
        const again = await repatch([
          'run',
          path,
          '--state',
          join(state, 'state'),
          '--resume',
          list.runs[0]?.run ?? '',
          '--json',
        ]);
        const result = JSON.parse(again.out) as RunResult;
        expect([result.status.name, result.failures]).toEqual(['SUCCESS', []]);
        const [counts] = await world.sql('SELECT COUNT(*) AS n, COUNT(DISTINCT id) AS d FROM landed');
        expect(Number(counts?.['d'])).toBe(rows);
        expect(Number(counts?.['n']) - rows).toBeLessThanOrEqual(result.inDoubt.length * page);
        if ('receipts' in more) expect(result.inDoubt).toEqual([]);
        else expect(result.inDoubt.length).toBeLessThanOrEqual(1);
      },
      120_000,
    );

    it.runIf(isHere)('is listed as in doubt where there are none', async () => {
      const options = { folder: state, flow: flow(steps), origin: '', values: world.values };
      await expect(keptRun({ ...options, onEvent: killAt(2) })).rejects.toThrow(Killed);
      const result = await keptRun({ ...options, resume: 'run-1' });
      expect(result.inDoubt).toMatchObject([
        { step: 'Write', request: { method: `${world.protocol} insert`, url: 'copies' } },
      ]);
      expect(result.status.name).toBe('FAILURE');
      expect(result.failures.map(({ code }) => code)).toEqual(['run/record-refused']);
    });
  });
});
