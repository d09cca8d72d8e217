import type { ChildRun } from '../../contract/run-queue.ts';
import type { Database } from './database.ts';

/** A run that waits in the queue, and the id under which an attempt to run it has begun. */
export interface QueuedRun extends ChildRun {
  readonly id: string;
  readonly begun?: string;
}

/** Runs that other runs have asked for, in the order in which they did. */
export interface QueuedRuns {
  /** The same id is in the queue once. */
  add(run: string, id: string, child: ChildRun): void;
  of(run: string): readonly QueuedRun[];
  /** Runs that have ended and whose queue is not empty, by the name of the flow, the oldest first. */
  left(name: string): readonly string[];
  noteBegun(id: string, run: string): void;
  remove(id: string): void;
  /** Nobody carries the run out any more that has asked for them. */
  drop(run: string): number;
}

export function openQueuedRuns(database: Database): QueuedRuns {
  database.run('CREATE TABLE IF NOT EXISTS queued (id TEXT PRIMARY KEY, run TEXT, child TEXT, bytes BLOB, begun TEXT)');
  return {
    add(run, id, child) {
      const { bytes, ...head } = child.start;
      database.run(
        'INSERT OR IGNORE INTO queued VALUES (?, ?, ?, ?, NULL)',
        id,
        run,
        JSON.stringify({ ...child, start: head }),
        bytes ?? null,
      );
    },
    of: (run) => database.all('SELECT * FROM queued WHERE run = ? ORDER BY rowid', run).map(readQueued),
    left: (name) =>
      database
        .all(
          "SELECT DISTINCT run.id FROM queued JOIN run ON run.id = queued.run WHERE run.name = ? AND run.kind = 'flow' AND run.state = 'ended' ORDER BY run.rowid",
          name,
        )
        .map(({ id }) => String(id)),
    noteBegun: (id, run) => database.run('UPDATE queued SET begun = ? WHERE id = ?', run, id),
    remove: (id) => database.run('DELETE FROM queued WHERE id = ?', id),
    drop(run) {
      const count = this.of(run).length;
      database.run('DELETE FROM queued WHERE run = ?', run);
      return count;
    },
  };
}

function readQueued(row: Record<string, unknown>): QueuedRun {
  const child = JSON.parse(String(row['child'])) as ChildRun; // written by add()
  const { bytes, begun } = row;
  return {
    ...child,
    id: String(row['id']),
    start: { ...child.start, ...(bytes instanceof Uint8Array ? { bytes } : {}) },
    ...(begun === null ? {} : { begun: String(begun) }),
  };
}
