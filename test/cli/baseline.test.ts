import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { validateFiles } from '../../src/app/validate.ts';
import { fingerprintsOf } from '../../src/diagnostics/fingerprint.ts';
import { repatch } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-baseline-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const flows = join(scratch, 'flows');
cpSync('fixtures/flows/err', flows, { recursive: true });
const baseline = join(scratch, 'findings.json');

describe('a baseline', () => {
  it('hides what was there, reports what is new, and says what is gone', async () => {
    const before = await repatch(['validate', flows, '--baseline', baseline, '--update-baseline']);
    expect([before.code, before.err]).toEqual([0, expect.stringMatching(/^\d+ findings written to /u)]);
    const known = await repatch(['validate', flows, '--baseline', baseline]);
    expect([known.code, known.out]).toEqual([0, '']);
    expect(known.err).toMatch(/^\d+ findings of the baseline are still there\n15 files checked: no problems\n$/u);

    const file = join(flows, 'misspelt-key.flow.json');
    writeFileSync(file, readFileSync(file, 'utf8').replace('microservise', 'mikroservice'));
    const later = await repatch(['validate', flows, '--baseline', baseline, '--json']);
    const { diagnostics } = JSON.parse(later.out) as { diagnostics: { message: string }[] };
    expect(later.code).toBe(1);
    expect(diagnostics.map(({ message }) => message)).toEqual([
      'Unknown field "mikroservice". Did you mean "microservice"?',
    ]);
    expect(later.err).toContain('1 finding of the baseline is gone: --update-baseline takes it out');
  });

  it('is not asked of files that are not checked', async () => {
    const one = await repatch(['validate', join(flows, 'bad-cron.flow.json'), '--baseline', baseline]);
    expect([one.code, one.err]).toEqual([0, expect.not.stringContaining('gone')]);
  });

  it.each([
    [['--update-baseline'], 'Say it with --baseline'],
    [['--baseline', 'README.md'], 'Write one with --update-baseline.'],
  ])('refuses %j with what would be right', async (flags, help) => {
    const { code, err } = await repatch(['validate', flows, ...flags]);
    expect([code, err]).toEqual([2, expect.stringContaining(help)]);
  });
});

describe('a fingerprint', () => {
  it('stays when a file is laid out anew and its keys change places', async () => {
    let [kept, all] = [0, 0];
    for (const name of readdirSync('fixtures/flows/err').filter((one) => one.endsWith('.flow.json'))) {
      const text = readFileSync(join('fixtures/flows/err', name), 'utf8');
      const file = join(scratch, name);
      const prints = async (content: string): Promise<readonly string[]> => {
        writeFileSync(file, content);
        return fingerprintsOf((await validateFiles([file])).diagnostics);
      };
      const before = await prints(text);
      for (const indent of [0, 1, 2, 4, '\t'])
        for (const order of [1, -1]) {
          const after = new Set(await prints(JSON.stringify(reordered(JSON.parse(text), order), null, indent)));
          all += before.length;
          kept += before.filter((one) => after.has(one)).length;
        }
    }
    expect(all).toBeGreaterThan(200);
    expect(kept / all).toBeGreaterThanOrEqual(0.99);
  });
});

function reordered(value: unknown, order: number): unknown {
  if (Array.isArray(value)) return value.map((element) => reordered(element, order));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -order : order))
      .map(([key, member]) => [key, reordered(member, order)]),
  );
}
