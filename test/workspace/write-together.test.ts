import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { finishWriting, writeTogether } from '../../src/workspace/write-together.ts';

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repatch-together-'))));
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
const files = (entries: Record<string, string>): Map<string, string> => new Map(Object.entries(entries));

function write(all: ReadonlyMap<string, string>, isMeant = true): Promise<void> {
  return writeTogether(folder, async (add) => {
    for (const [name, text] of all) await add(name, text);
    return isMeant;
  });
}

describe('files that are written together', () => {
  it('are there, in folders of their own where they have one, and nothing else is', async () => {
    await write(files({ 'a.json': '1', 'lookups/b.csv': '2' }));
    await write(files({ 'a.json': '3' }));
    expect([read('a.json'), read('lookups/b.csv')]).toEqual(['3', '2']);
    expect(readdirSync(folder).toSorted()).toEqual(['.repatch', 'a.json', 'lookups']);
    expect(readdirSync(join(folder, '.repatch'))).toEqual([]);
  });

  it('are all as before when one of them cannot be made', async () => {
    writeFileSync(join(folder, 'a.json'), 'before');
    const impossible = write(files({ 'a.json': 'after', ['x'.repeat(300)]: '' }));
    await expect(impossible).rejects.toMatchObject({ code: 'cli/cannot-write' });
    expect(read('a.json')).toBe('before');
    expect(readdirSync(join(folder, '.repatch'))).toEqual([]);
  });

  it('are moved by the next call where a process ended in between', async () => {
    const complete = join(folder, '.repatch', 'complete');
    mkdirSync(complete, { recursive: true });
    writeFileSync(join(complete, 'b.json'), 'of the call before');
    writeFileSync(join(folder, 'a.json'), 'moved already');
    await write(files({ 'c.json': 'new' }));
    expect(['a.json', 'b.json', 'c.json'].map(read)).toEqual(['moved already', 'of the call before', 'new']);
    expect(existsSync(complete)).toBe(false);
  });

  it('are not there when they are not meant, nor when making them fails', async () => {
    await write(files({ 'a.json': '1' }), false);
    const broken = writeTogether(folder, async (add) => {
      await add('b.json', '2');
      throw new Error('no');
    });
    await expect(broken).rejects.toThrow('no');
    expect(readdirSync(folder)).toEqual(['.repatch']);
    expect(readdirSync(join(folder, '.repatch'))).toEqual([]);
  });

  it('of a process that was ended in between are removed when they are not complete', async () => {
    const drafts = join(folder, '.repatch', `drafts.${process.pid}`);
    mkdirSync(drafts, { recursive: true });
    writeFileSync(join(drafts, 'half.json'), '{');
    await write(files({ 'a.json': '1' }));
    expect(existsSync(join(folder, 'half.json'))).toBe(false);
    expect(readdirSync(join(folder, '.repatch'))).toEqual([]);
  });

  it('take the place of what was changed in between only when that is kept', async () => {
    const complete = join(folder, '.repatch', 'complete');
    mkdirSync(complete, { recursive: true });
    writeFileSync(join(complete, 'a.json'), 'new');
    writeFileSync(join(folder, 'a.json'), 'of somebody');
    expect(await finishWriting(folder)).toEqual([join('.repatch', 'replaced', 'a.json')]);
    expect([read('a.json'), read('.repatch/replaced/a.json')]).toEqual(['new', 'of somebody']);
  });
});
