import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { createSecrets } from './secrets.ts';

const folder = mkdtempSync(join(tmpdir(), 'repatch-env-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it.each([
  ['P=a#b', 'a#b'],
  ['P=a #b', 'a'],
  ['P=a#b #c', 'a#b'],
  ['P="a#b c"', 'a#b c'],
  [`P='x$Y"z'`, 'x$Y"z'],
  ['P=tail==', 'tail=='],
  ['P=Größe', 'Größe'],
  ['export P=a#b', 'a#b'],
  ["P=it's#1", "it's#1"],
  ['\uFEFFP=a#b', 'a#b'],
  ['P=a#b\r\nQ=1\r\n', 'a#b'],
  ['P="two\nlines#1"', 'two\nlines#1'],
  ['P=', ''],
  // As in a shell: the word is `P=#b`, and it is in the middle of it.
  ['P=#b', '#b'],
  ['P= #b', ''],
])('%j in a .env file', async (text, value) => {
  const envFile = join(folder, '.env');
  writeFileSync(envFile, text);
  expect(await createSecrets({ environment: {}, envFile }).setting('P')).toBe(value);
});
