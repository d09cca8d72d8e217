import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { repatch, shell } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-back-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const bundle = 'fixtures/services/ok/minimal.services.yaml';

describe('repatch convert --to service', () => {
  it('gives the bundle that the flows were made from', async () => {
    const flows = join(scratch, 'flows');
    const back = join(scratch, 'back.services.yaml');
    await repatch(['convert', bundle, '--out', flows, '--accept-recommended', '*']);
    const { code, out, err } = await repatch(['convert', flows, '--to', 'service', '--out', back]);
    expect([code, err]).toEqual([0, '']);
    expect(out).toBe(
      [
        '1 flow came back as a service',
        `read ${join(flows, 'residue.json')}`,
        `wrote ${back}`,
        `next: repatch validate ${back}`,
        '',
      ].join('\n'),
    );
    expect(parse(readFileSync(back, 'utf8'))).toEqual(parse(readFileSync(bundle, 'utf8')));
    // Once more: the same bytes. Something else in its place is left alone.
    expect((await repatch(['convert', flows, '--to', 'service', '--out', back])).code).toBe(0);
    writeFileSync(back, 'mine');
    const kept = await repatch(['convert', flows, '--to', 'service', '--out', back]);
    expect([kept.code, readFileSync(back, 'utf8')]).toEqual([1, 'mine']);
    expect(kept.err).toContain('[cli/file-exists]');
    expect((await repatch(['convert', flows, '--to', 'service', '--out', back, '--force'])).code).toBe(0);
  });

  it('refuses a flow with the place of the step', async () => {
    const flow = JSON.parse(readFileSync('fixtures/flows/ok/orders.flow.json', 'utf8')) as {
      flow: { versions: { steps: object[] }[] };
    };
    flow.flow.versions[0]?.steps.splice(1, 0, { name: 'By country', microservice: 'route', config: {} });
    const file = join(scratch, 'routed.flow.json');
    writeFileSync(file, JSON.stringify(flow, null, 2));
    const out = join(scratch, 'refused.services.json');
    const pretty = await repatch(['convert', file, '--to', 'service', '--out', out]);
    expect(pretty.code).toBe(1);
    expect(pretty.err).toContain(`${file}:`);
    expect(pretty.err).toContain('Step "By country" is a shape "route", which no service has.');
    expect(pretty.err).toContain('[back/no-counterpart]');
    const json = await repatch(['convert', file, '--to', 'service', '--out', out, '--json']);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, exit: 1, services: [], refused: [file] });
  });

  it.each([
    [
      ['fixtures/flows/ok/orders.flow.json', '--to', 'service', '--out', 'build/back'],
      '"build/back" is not the name of a bundle.',
    ],
    [[bundle, '--to', 'service', '--out', 'build/a.services.yaml'], 'leave out --to service'],
    [['fixtures/services', '--to', 'service', '--out', 'build/a.services.yaml'], 'There is no process flow in'],
    [
      ['fixtures/flows/ok', '--to', 'service', '--out', 'build/a.services.yaml', '--residue', 'package.json'],
      '"package.json" is not a residue.',
    ],
    [
      ['fixtures/flows/ok', '--to', 'service', '--out', 'build/a.services.yaml', '--keep-edits'],
      '--keep-edits has no effect with --to service.',
    ],
    [[bundle, '--out', 'build/a', '--residue', 'residue.json'], '--residue has no effect without --to service.'],
    [[bundle, bundle, '--out', 'build/a'], 'one bundle is converted at a time'],
  ])('explains %j', async (args, message) => {
    const { code, err } = await repatch(['convert', ...args]);
    expect(code).toBe(2);
    expect(err).toContain(message);
  });

  it('does what its page says', async () => {
    const [, block = ''] = /^```sh\n([\s\S]*?)^```$/mu.exec(readFileSync('docs/conversion.md', 'utf8')) ?? [];
    const lines = block.trim().split('\n');
    const codes: (number | null)[] = [];
    for (const line of lines)
      codes.push((await shell(line.replace(/^repatch/u, '{}').replaceAll('build/', `${scratch}/`))).code);
    expect(codes).toEqual([1, 0, 0]); // acme has a payload script, which has no counterpart yet
    const read = (file: string): unknown => parse(readFileSync(file, 'utf8'));
    const acme = read('fixtures/estate-acme/acme.services.yaml') as ServiceBundle; // a fixture
    const back = read(join(scratch, 'acme-back.services.yaml')) as ServiceBundle; // written by the command
    const ids = new Set(back.services.map(({ id }) => id));
    expect(back).toEqual({ ...acme, services: acme.services.filter(({ id }) => ids.has(id)) });
    expect(ids.size).toBeGreaterThan(5);
    expect(read(join(scratch, 'by-hand.services.yaml'))).toEqual(read('fixtures/back/by-hand/expected.services.yaml'));
  });
});
