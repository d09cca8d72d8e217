import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { repatch, type CliRun } from '../support/run-cli.ts';

const folder = mkdtempSync(join(tmpdir(), 'repatch-volumes-'));
const at = (name: string): string => join(folder, name);
beforeAll(() => copyFileSync('fixtures/services/ok/minimal.services.yaml', at('a.services.yaml')));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const convert = (...more: readonly string[]): Promise<CliRun> =>
  repatch(['convert', at('a.services.yaml'), '--out', at('flows'), ...more]);

it('forecasts operations from a file of volumes, and names a service that is not there', async () => {
  const volumes = at('volumes.yaml');
  writeFileSync(
    volumes,
    'format: repatch-volumes\nformatVersion: 1\nservices:\n  "1001": { records: 3000 }\n  "1002": { records: 1 }\n',
  );
  expect((await repatch(['validate', volumes])).code).toBe(0);
  const { err } = await convert('--volumes', volumes);
  expect(err).toMatch(/volumes\.yaml:5:\d+ {2}warning {2}There is no service "1002"/u);
  expect(err).toContain('[convert/unknown-volume]');
  const report = JSON.parse(readFileSync(at('flows/report.json'), 'utf8')) as { forecast: unknown };
  expect(report.forecast).toMatchObject({ flows: [{ service: '1001', month: { records: 3000 } }] });
  writeFileSync(volumes, 'format: repatch-volumes\nformatVersion: 1\nservices: { "1001": { recrods: 3000 } }\n');
  const wrong = await convert('--volumes', volumes);
  expect([wrong.code, wrong.err]).toEqual([1, expect.stringContaining('volumes.yaml:3:')]);
  const other = await convert('--volumes', at('a.services.yaml'));
  expect([other.code, other.err]).toEqual([2, expect.stringContaining('holds no volumes')]);
});

it('writes files for a data pool from a list beside the bundle', async () => {
  writeFileSync(at('done.csv'), 'id,status\n7,OK\n8,Failed\n');
  const { out } = await convert('--answer', '*/dedupe-state=seed:done.csv');
  expect(out).toContain(`wrote ${at('flows/pools/Ledger-1001.csv')}`);
  expect(readFileSync(at('flows/pools/Ledger-1001.csv'), 'utf8')).toMatch(/^value,entity_type_id\r\n7,\d+\r\n$/u);
  const missing = await convert('--answer', '*/dedupe-state=seed:gone.csv');
  expect([missing.code, missing.err]).toEqual([3, expect.stringContaining('gone.csv')]);
});
