import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repatch, shell } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-terminal-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));
const faulty = 'fixtures/flows/err/dangling-first-step.flow.json';

describe('output that does not arrive', () => {
  it.each([
    ['validate', faulty, 1],
    ['validate', 'fixtures/flows/ok', 0],
    ['explain', '', 0],
    ['explain', 'no/such-code', 2],
    ['run', `${faulty} --json`, 1],
    ['nonsense', '', 2],
  ])('a reader that has gone does not change the exit code of %s %s', async (verb, args, expected) => {
    const { code, err } = await shell(`{} ${verb} ${args} 2>&1 | true; exit \${PIPESTATUS[0]}`);
    expect([code, err]).toEqual([expected, '']);
  });

  it
    .runIf(existsSync('/dev/full'))
    .each(['validate ' + faulty, 'validate --json fixtures/flows/ok', 'explain', '--help'])(
    'a full disk is a coded failure of %s',
    async (args) => {
      const { code, err } = await shell(`{} ${args} > /dev/full`);
      expect(code).toBe(3);
      expect(err).toContain('error  The output cannot be written: the disk is full.');
      expect(err).toContain('[cli/cannot-write]');
    },
  );

  it.runIf(existsSync('/dev/full'))('standard error on a full disk changes the exit code only', async () => {
    expect((await shell(`{} validate ${faulty} 2> /dev/full`)).code).toBe(3);
  });
});

describe('names and texts of others', () => {
  const hostile = '\u001B]0;owned\u0007\u001B[2J\u009B31m';
  const file = join(scratch, 'hostile.flow.json');
  writeFileSync(file, JSON.stringify({ metadata: {}, [hostile]: 1, flow: {}, systems: [] }));
  const commands = /[^\P{Cc}\n]/u;

  it.each(['0', '1'])('do not command the terminal (FORCE_COLOR=%s)', async (colour) => {
    const { out, err } = await repatch(['validate', file], { FORCE_COLOR: colour, NO_COLOR: '' });
    const own = /\u001B\[(?:1|2|22|31|32|33|36|39)m/gu; // oxlint-disable-line no-control-regex -- the colours themselves
    expect(out).toContain('␛]0;owned␇');
    expect((out + err).replaceAll(own, '')).not.toMatch(commands);
    expect(own.test(out)).toBe(colour === '1');
  });

  it.each([
    [['validate', hostile]],
    [['run', hostile]],
    [['run', file, '--payload', hostile]],
    [['run', file, '--now', hostile]],
    [['explain', hostile]],
    [[hostile]],
    [['run', `--${hostile}`]],
    [['schema', hostile]],
  ])('also not from the command line: %j', async (args) => {
    const { code, out, err } = await repatch(args);
    expect(code).toBeGreaterThan(0);
    expect(out + err).not.toMatch(commands);
    expect(err).not.toContain('bug');
  });

  it('stay what they are in --json, escaped', async () => {
    const { out } = await repatch(['validate', file, '--json']);
    expect(out).not.toMatch(commands);
    expect(JSON.stringify(JSON.parse(out))).toContain(hostile.slice(-4));
  });
});

describe('words on the command line', () => {
  it.each([
    [['help'], 'COMMANDS'],
    [[], 'COMMANDS'],
    [['help', 'run'], 'repatch run'],
    [['run', '--help'], 'repatch run'],
  ])('%j is help', async (args, words) => {
    const { code, out } = await repatch(args);
    expect(code).toBe(0);
    expect(out).toContain(words);
  });

  it.each(['-v', '-V', '--version'])('%s is the version', async (flag) => {
    const { code, out } = await repatch([flag]);
    expect([code, out.split(' ')[0]]).toEqual([0, '@repatch/cli/0.1.0']);
  });

  it.each([
    [['--json'], '"--json" stands where a command belongs.'],
    [['--no-input', 'run'], '"--no-input" stands where a command belongs.'],
    [['convert'], '"convert" needs FILE (A *.services file; with --to service flow files, folders or globs).'],
    [['convert', 'x.services.yaml'], '"convert" needs the flag --out.'],
    [['verify'], '"verify" needs BUNDLE (A *.services file).'],
    [['run'], 'No document to run was named.'],
    [['run', 'a', 'b'], '"run" does not take "b".'],
    [['run', 'a', '--sevrice', '1'], '"run" has no flag --sevrice.'],
    [['run', 'a', '--log'], 'Flag --log expects a value.'],
    [['scaffold', 'a', '--only', 'all'], '--only takes package, definition; not "all".'],
    [['help', 'convrt'], 'There is no command "convrt".'],
    [['validate'], 'Name at least one file, folder or glob.'],
  ])('%j is wrong usage that says what is missing', async (args, message) => {
    const { code, out, err } = await repatch(args);
    expect(code).toBe(2);
    if (args[0] === '--json') expect(JSON.parse(out)).toMatchObject({ ok: false, error: { message } });
    else expect(err).toContain(message);
    expect(out + err).not.toContain('bug');
  });

  it('makes no folder of state for a command line that is wrong', async () => {
    await repatch(['run']);
    expect(existsSync(join(import.meta.dirname, '..', '..', '.repatch'))).toBe(false);
    await repatch(['run', join(scratch, 'mistyped', 'orders.flow.json')]);
    expect(existsSync(join(scratch, 'mistyped'))).toBe(false);
  });

  it('does not look into the home folder', async () => {
    const { code, err } = await repatch(['schema'], { HOME: '/dev/null', XDG_DATA_HOME: '/dev/null' });
    expect([code, err]).toEqual([0, '']);
  });

  it('suggests the flag that was meant', async () => {
    expect((await repatch(['run', 'a', '--sevrice', '1'])).err).toContain('Did you mean --service?');
  });
});
