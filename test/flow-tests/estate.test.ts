import { cpSync, globSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { convertFile } from '../../src/app/convert.ts';
import { writeFirstTest } from '../../src/app/first-test.ts';
import { testFiles } from '../../src/app/test.ts';
import { validateFiles } from '../../src/app/validate.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import { estate, now } from '../support/acme-estate.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-estate-tests-'));
const flows = join(scratch, 'flows');
const bundle = join(scratch, 'acme.services.yaml');
const { signal } = new AbortController();
const first = { force: false, signal, nowMs: Date.parse(now) };

beforeAll(async () => {
  cpSync(estate, scratch, { recursive: true });
  await convertFile({ file: bundle, out: flows });
}, 60_000);
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('first tests of the estate', { timeout: 60_000 }, () => {
  it('are written for each flow, pass, and exercise all but what needs a failing third party', async () => {
    for (const file of globSync(join(flows, '*.flow.json'))) await writeFirstTest({ ...first, file });
    expect((await validateFiles([flows])).diagnostics).toEqual([]);
    const report = await testFiles({ files: [flows], signal });
    expect(report).toMatchObject({ ok: true, failed: 0, passed: 11 });
    const lacking = report.coverage.flatMap(({ uncovered }) => uncovered.map(({ name }) => name));
    expect(new Set(lacking)).toEqual(new Set(['leg "Catch" of step "Each record"', 'step "Report failure"']));
  });

  it('are written for each service, and pass', async () => {
    for (const service of ['1001', '1002', '1003', '1004', '1005', '1006', '2001'])
      await writeFirstTest({ ...first, file: bundle, service });
    const report = await testFiles({ files: globSync(join(scratch, '*.flowtest.yaml')), signal });
    expect(report).toMatchObject({ ok: true, failed: 0, passed: 11 });
  });

  it('notice every mapping row of a flow that is left out, and name step and record', async () => {
    const file = join(flows, globSync(join(flows, '1004-*.flow.json')).map((path) => basename(path))[0] ?? '');
    const text = readFileSync(file, 'utf8');
    const rules = rulesOf(JSON.parse(text) as FlowFile);
    expect(rules.length).toBeGreaterThan(5);
    for (const [index, rule] of rules.entries()) {
      const mutated = JSON.parse(text) as FlowFile;
      rulesOf(mutated).splice(index, 1);
      writeFileSync(file, JSON.stringify(mutated));
      const report = await testFiles({ files: [file.replace('.flow.json', '.flowtest.yaml')], signal });
      const failures = report.files.flatMap(({ tests }) => tests.flatMap((test) => test.failures));
      expect(failures.length, JSON.stringify(rule)).toBeGreaterThan(0);
      const [failure] = failures;
      if (failure?.code === 'test/expectation-failed' && failure.message.includes('body'))
        expect(failure).toMatchObject({ step: 'Push', record: expect.any(String) as string });
    }
    writeFileSync(file, text);
  });

  it('hold no secret and no address of the recording', () => {
    for (const file of globSync(join(scratch, '**', '*.flowtest.yaml')))
      expect(readFileSync(file, 'utf8')).not.toMatch(/127\.0\.0\.1|simulated-|secret:\/\//u);
  });

  it('refuse to replace a file', async () => {
    await expect(writeFirstTest({ ...first, file: bundle, service: '1003' })).rejects.toMatchObject({ exit: 2 });
    await expect(writeFirstTest({ ...first, file: bundle, service: '9999' })).rejects.toMatchObject({ exit: 2 });
    await expect(writeFirstTest({ ...first, file: bundle })).rejects.toMatchObject({ exit: 2 });
  });
});

function rulesOf({ flow }: FlowFile): unknown[] {
  const map = flow.versions[0]?.steps.find(({ microservice }) => microservice === 'map');
  return map?.config?.['rules'] as unknown[]; // a converted flow has a map
}
