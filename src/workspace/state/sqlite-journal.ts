import type {
  Checkpoint,
  Cleanup,
  EffectState,
  FailedPayloadRecord,
  KnownEffect,
  RunJournal,
} from '../../contract/journal.ts';
import type { InDoubt } from '../../contract/events.ts';
import type { StoredPayload } from '../../contract/payload.ts';
import type { CachedPayload } from '../../contract/ports.ts';
import type { Database } from './database.ts';
import { commitStaged, createSqliteStores, keepStaged } from './sqlite-stores.ts';

/** The journal of one run in the file of state. */
export function createSqliteJournal(database: Database, run: string): RunJournal {
  const set = (id: { step: string; digest: string; ordinal: number }, state: EffectState): void =>
    database.run(
      'UPDATE effect SET state = ? WHERE run = ? AND step = ? AND digest = ? AND ordinal = ?',
      state,
      run,
      id.step,
      id.digest,
      id.ordinal,
    );
  return {
    run,
    stores: createSqliteStores(database, run),
    find({ step, digest, ordinal }) {
      const row = database.get(
        'SELECT * FROM effect WHERE run = ? AND step = ? AND digest = ? AND ordinal = ?',
        run,
        step,
        digest,
        ordinal,
      );
      return Promise.resolve(row === undefined ? undefined : readEffect(row));
    },
    start: ({ step, digest, ordinal, repeatable, request, origin }) =>
      database.soon(() =>
        database.run(
          "INSERT OR REPLACE INTO effect VALUES (?, ?, ?, ?, 'started', ?, ?, ?, ?, NULL, NULL)",
          run,
          step,
          digest,
          ordinal,
          repeatable ? 1 : 0,
          request?.method ?? null,
          request?.url ?? null,
          origin === undefined ? null : JSON.stringify(origin),
        ),
      ),
    acknowledge: (id, answer) =>
      database.soon(() => {
        set(id, 'acknowledged');
        if (answer !== undefined) keepAnswer(database, run, id, answer);
      }),
    reject: (id) => database.soon(() => set(id, 'rejected')),
    unconfirmed() {
      database.flush();
      return Promise.resolve(
        database.all("SELECT * FROM effect WHERE run = ? AND state = 'started'", run).map((row) => readEffect(row)),
      );
    },
    doubt(request) {
      database.run('INSERT INTO doubt VALUES (?, ?)', run, JSON.stringify(request));
      return Promise.resolve();
    },
    doubts: () =>
      Promise.resolve(
        database
          .all('SELECT request FROM doubt WHERE run = ? ORDER BY rowid', run)
          .map(({ request }) => JSON.parse(String(request)) as InDoubt), // written by doubt()
      ),
    keepFailed({ step, failure, payload, idempotencyKey }) {
      const { bytes, ...head } = payload;
      database.run(
        'INSERT INTO failed VALUES (?, ?, ?, ?, ?, ?, 0, NULL)',
        run,
        step,
        JSON.stringify(failure),
        JSON.stringify(head),
        bytes ?? null,
        idempotencyKey ?? null,
      );
      return Promise.resolve();
    },
    saveCheckpoint({ step, file, variables, runCaches }) {
      database.transaction(() => {
        database.run(
          'INSERT OR REPLACE INTO checkpoint VALUES (?, ?, ?, ?, ?)',
          run,
          step,
          file,
          JSON.stringify(variables),
          JSON.stringify(Object.entries(runCaches).map(([key, { format, bytes }]) => [key, format, base64(bytes)])),
        );
        database.run('UPDATE failed SET checkpointed = 1 WHERE run = ?', run);
        keepStaged(database, run);
      });
      return Promise.resolve();
    },
    checkpoint() {
      const row = database.get('SELECT * FROM checkpoint WHERE run = ?', run);
      if (row === undefined) return Promise.resolve(undefined);
      const failed = failedPayloads(database, run).filter(({ isCheckpointed }) => isCheckpointed);
      return Promise.resolve({ ...readCheckpoint(row), failed });
    },
    commit() {
      database.transaction(() => {
        commitStaged(database, run);
        // From here on the run has ended, also when the process does not live to write its result down.
        for (const table of ['effect', 'checkpoint']) database.run(`DELETE FROM ${table} WHERE run = ?`, run);
        database.run('UPDATE cleanup SET due = 1 WHERE run = ?', run);
        database.run("UPDATE run SET state = 'ended' WHERE id = ?", run);
      });
      return Promise.resolve();
    },
    noteCleanup({ connector, instance, what }) {
      database.run(
        'INSERT OR REPLACE INTO cleanup SELECT id, kind, name, ?, ?, ?, 0 FROM run WHERE id = ?',
        connector,
        instance,
        JSON.stringify(what),
        run,
      );
      return Promise.resolve();
    },
    dueCleanups: () =>
      Promise.resolve(database.all(`SELECT * FROM cleanup WHERE due = 1 AND ${sameOwner}`, run).map(readCleanup)),
    finishCleanup({ connector, instance, what }) {
      database.run(
        `DELETE FROM cleanup WHERE due = 1 AND ${sameOwner} AND connector = ? AND instance = ? AND what = ?`,
        run,
        connector,
        instance,
        JSON.stringify(what),
      );
      return Promise.resolve();
    },
  };
}

/** Flows and services look after what their own earlier runs have left. */
const sameOwner = '(kind, name) = (SELECT kind, name FROM run WHERE id = ?)';

function readCleanup(row: Row): Cleanup {
  return {
    connector: String(row['connector']),
    instance: String(row['instance']),
    what: JSON.parse(String(row['what'])) as Cleanup['what'], // written by noteCleanup()
  };
}

function keepAnswer(
  database: Database,
  run: string,
  { step, digest, ordinal }: { step: string; digest: string; ordinal: number },
  { bytes, ...head }: StoredPayload,
): void {
  database.run(
    'UPDATE effect SET answer = ?, bytes = ? WHERE run = ? AND step = ? AND digest = ? AND ordinal = ?',
    JSON.stringify(head),
    bytes ?? null,
    run,
    step,
    digest,
    ordinal,
  );
}

/** Payloads of a run that failed and have not been sent again. */
export function failedPayloads(
  database: Database,
  run: string,
): readonly (FailedPayloadRecord & { readonly isCheckpointed: boolean })[] {
  return database.all('SELECT * FROM failed WHERE run = ? AND retried IS NULL ORDER BY rowid', run).map((row) => ({
    step: String(row['step']),
    failure: JSON.parse(String(row['failure'])) as FailedPayloadRecord['failure'], // written by keepFailed()
    payload: readPayload(row['payload'], row['bytes']),
    ...(row['idempotency'] === null ? {} : { idempotencyKey: String(row['idempotency']) }),
    isCheckpointed: row['checkpointed'] === 1,
  }));
}

type Row = Record<string, unknown>;

function readPayload(head: unknown, bytes: unknown): StoredPayload {
  return { ...(JSON.parse(String(head)) as StoredPayload), ...(bytes instanceof Uint8Array ? { bytes } : {}) }; // written by this module
}

function readEffect(row: Row): KnownEffect {
  return {
    step: String(row['step']),
    digest: String(row['digest']),
    ordinal: Number(row['ordinal']),
    state: String(row['state']) as EffectState, // written by this module
    repeatable: row['repeatable'] === 1,
    ...(row['method'] === null ? {} : { request: { method: String(row['method']), url: String(row['url']) } }),
    ...(row['origin'] === null ? {} : { origin: JSON.parse(String(row['origin'])) as KnownEffect['origin'] & object }), // written by start()
    ...(row['answer'] === null ? {} : { answer: readPayload(row['answer'], row['bytes']) }),
  };
}

function readCheckpoint(row: Row): Checkpoint {
  const caches = JSON.parse(String(row['caches'])) as [string, CachedPayload['format'], string][]; // written by saveCheckpoint()
  return {
    step: String(row['step']),
    file: String(row['file']),
    variables: JSON.parse(String(row['variables'])) as Checkpoint['variables'], // as above
    runCaches: Object.fromEntries(
      caches.map(([key, format, text]) => [key, { format, bytes: Buffer.from(text, 'base64') }]),
    ),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
