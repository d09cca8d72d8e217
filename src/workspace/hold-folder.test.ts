import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { holdFolder } from './hold-folder.ts';

const folder = mkdtempSync(join(tmpdir(), 'repatch-hold-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('a folder of output', () => {
  it('belongs to one at a time, and to the next one when the first has ended, however it ends', async () => {
    const second = (): Promise<string> => holdFolder(folder, () => Promise.resolve('second'));
    await holdFolder(folder, async () => {
      await expect(second()).rejects.toMatchObject({ code: 'cli/folder-in-use', exit: 3 });
    });
    await expect(holdFolder(folder, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
    await expect(second()).resolves.toBe('second');
  });
});
