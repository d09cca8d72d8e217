import { readFile } from 'node:fs/promises';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
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

describe('the command for secrets', () => {
  const print = (code: string): readonly string[] => [process.execPath, '--eval', code, '--'];
  const envFile = join(folder, 'none');

  it('is asked once for what is nowhere else, and for secrets only', async () => {
    const log = join(folder, 'log');
    const command = print(
      `require('fs').appendFileSync(${JSON.stringify(log)}, process.argv[1] + ' '); console.log('s-' + process.argv[1])`,
    );
    const secrets = createSecrets({ environment: { HERE: 'here' }, envFile, command });
    const found = await Promise.all(['KEY', 'KEY', 'HERE', 'team/key'].map((name) => secrets.secret(name)));
    expect(found.map((one) => one?.reveal())).toEqual(['s-KEY', 's-KEY', 'here', 's-team/key']);
    expect(await secrets.setting('OTHER')).toBeUndefined();
    expect((await readFile(log, 'utf8')).trim().split(' ').toSorted()).toEqual(['KEY', 'team/key']);
  });

  it.each([
    [print("console.log('secret' + '-1'); console.error('secret' + '-2'); process.exit(4)"), 'ended with exit code 4'],
    [['no-such-program-anywhere'], 'could not be run (ENOENT)'],
  ])('that fails is said, without what it printed', async (command, why) => {
    const failure = await createSecrets({ environment: {}, envFile, command })
      .secret('KEY')
      .catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'run/secrets-command', message: expect.stringContaining(why) as string });
    expect(inspect(failure)).not.toMatch(/secret-[12]/u);
  });

  it('gets no name that could be a flag', async () => {
    const secrets = createSecrets({ environment: {}, envFile, command: print("console.log('reached')") });
    expect(await secrets.secret('--help')).toBeUndefined();
  });
});
