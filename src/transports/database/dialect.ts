import type { DatabaseFault } from './failure.ts';

/** How a database writes what statements are made of. */
export interface SqlDialect {
  /** For messages. */
  readonly title: string;
  /** What stands in a statement for the n-th value, from 1. */
  placeholder(number: number): string;
  /** A name of a table or a column that holds no closing quote of its own. */
  quote(name: string): string;
  readonly longestName: number;
  /** What cannot hold a variable, tried in this order at every place: texts, quoted names, comments. */
  readonly quoted: RegExp;
  /** What would be taken for the place of a value. */
  readonly stray?: RegExp;
  /** First words of statements that read. */
  readonly reads: ReadonlySet<string>;
  /** And of those that change something and leave the transaction open. */
  readonly changes: ReadonlySet<string>;
  /** Values that one statement may have. */
  readonly mostValues: number;
  /** One statement that inserts, or updates where the key is there. Absent: by an update, and an insert where it meets no row. */
  upsert?(table: string, columns: readonly string[], key: readonly string[], values: string): string;
}

/** What is bound: it never becomes a part of a statement's text. */
export type BoundValue = string | boolean | null | BoundNumber;

/** A number by its digits, plain where it can be. */
export class BoundNumber {
  readonly digits: string;

  constructor(digits: string) {
    this.digits = digits;
  }

  /** An integer that 64 bits hold. */
  get isInteger(): boolean {
    return /^-?\d{1,18}$/u.test(this.digits);
  }
}

export interface BoundStatement {
  readonly text: string;
  readonly values: readonly BoundValue[];
}

/** Rows as they come: the cells are JSON. */
export interface Rows {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

export interface Changed {
  readonly affected: number;
  /** Of the one row that was inserted, where the database counts. */
  readonly insertId?: string;
  /** What the statement gives back. */
  readonly returned?: Rows;
}

/** What is known of a column. */
export interface ColumnFacts {
  /** Digits behind the point that it keeps. */
  readonly scale?: number;
  /** "date": no time of day; "local": a time without a zone. */
  readonly kind?: 'date' | 'local';
}

/**
 * One connection to a database. Errors of every method: RetryableError `run/connection-failed`, `run/timed-out`,
 * `run/database-busy`; TerminalError `run/database-refused`, `run/record-refused`, `run/unauthorised`.
 */
export interface Database {
  /** What is read until the commit is one state of the database, and nothing can be changed. */
  beginReading(): Promise<void>;
  /** At least one element, with the columns; each has at most so many rows. */
  read(statement: BoundStatement, size: number): AsyncGenerator<Rows>;
  begin(): Promise<void>;
  change(statement: BoundStatement): Promise<Changed>;
  /** `undefined`: there is no such table. */
  columnsOf(table: readonly string[]): Promise<ReadonlyMap<string, ColumnFacts> | undefined>;
  savepoint(): Promise<void>;
  backToSavepoint(): Promise<void>;
  /** What tells this transaction from all others, should the answer to its commit be lost. */
  mark?(): Promise<string>;
  commit(): Promise<void>;
  /** False where something of it stays. */
  rollback(): Promise<boolean>;
  /** Asks another connection what became of a transaction. */
  fateOf?(mark: string): Promise<'committed' | 'undone' | 'unknown'>;
  close(): Promise<void>;
}

export interface Engine {
  readonly dialect: SqlDialect;
  connect(timeoutMs: number): Promise<Database>;
}

export type { DatabaseFault };
