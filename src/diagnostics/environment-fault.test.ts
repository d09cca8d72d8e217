import { mkdtempSync, openSync, readFileSync, rmSync, writeFileSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, describe, expect, it } from 'vitest';
import { environmentFault } from './environment-fault.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-faults-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const file = join(scratch, 'file');
writeFileSync(file, 'this is text, and no database at all');

function errorOf(work: () => unknown): unknown {
  try {
    work();
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/** Two connections to one database, of which the first holds it. */
function locked(): unknown {
  const path = join(scratch, 'locked.sqlite');
  const [first, second] = [new DatabaseSync(path), new DatabaseSync(path, { timeout: 0 })];
  first.exec('CREATE TABLE t (a); BEGIN EXCLUSIVE');
  try {
    return errorOf(() => second.exec('BEGIN EXCLUSIVE'));
  } finally {
    first.close();
    second.close();
  }
}

describe('what the machine refuses', () => {
  it.each([
    ['a missing file', () => errorOf(() => readFileSync(join(scratch, 'none'))), 'missing'],
    ['a folder', () => errorOf(() => openSync(scratch, 'w')), 'wrong-kind'],
    ['a file where a folder belongs', () => errorOf(() => openSync(join(file, 'below'), 'w')), 'wrong-kind'],
    ['a full device', () => errorOf(() => writeSync(openSync('/dev/full', 'w'), 'x')), 'full'],
    ['a file that is no database', () => errorOf(() => new DatabaseSync(file).exec('CREATE TABLE t (a)')), 'damaged'],
    ['a database that somebody holds', locked, 'busy'],
    ['a database that cannot be opened', () => errorOf(() => new DatabaseSync(join(scratch, 'no', 'x'))), 'forbidden'],
    [
      'a code that nobody has listed',
      () => Object.assign(new Error('?'), { code: 'EL2HLT', syscall: 'read' }),
      'other',
    ],
  ])('%s is known', (_, make, kind) => {
    const fault = environmentFault(make());
    expect(fault).toMatchObject({ kind });
    expect(fault?.help).toMatch(/\.$/u);
  });

  it.each([
    new TypeError('x is not a function'),
    Object.assign(new Error('bad option'), { code: 'ERR_INVALID_ARG_TYPE' }),
    // A wrong statement is ours.
    errorOf(() => new DatabaseSync(':memory:').exec('SELEKT 1')),
    'text',
  ])('%s is none of it', (error) => {
    expect(environmentFault(error)).toBeUndefined();
  });
});
