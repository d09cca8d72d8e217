import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFile, now, useEstate } from '../support/acme-estate.ts';
import { repatch, runScript, type CliRun } from '../support/run-cli.ts';

const world = useEstate();
const runOrders = ['run', bundleFile, '--service', '1001', '--now', now];

describe('the estate on the command line', () => {
  it('runs a service with the addresses and secrets of the environment, and shows none of the secrets', async () => {
    const { code, out, err } = await repatch([...runOrders, '--state', world.scratch, '--log', '-'], {
      ...world.acme.environment,
    });
    expect(code).toBe(1);
    expect(out).toMatch(/^PARTIAL_SUCCESS {2}Orders to warehouse/u);
    expect(world.acme.state().warehouse.salesOrders).toHaveLength(14);
    for (const [name, value] of Object.entries(world.acme.environment))
      if (!name.endsWith('_URL')) expect(out + err).not.toContain(value);
  });

  it('ends with 3 when credentials are refused', async () => {
    const environment = { ...world.acme.environment, ACME_UK_STOREFRONT_TOKEN: 'guessed' };
    const { code, out } = await repatch([...runOrders, '--state', world.scratch, '--json'], environment);
    expect(code).toBe(3);
    expect(JSON.parse(out)).toMatchObject({ failures: [{ code: 'run/unauthorised' }] });
  });
});

describe('npm run stand-ins', () => {
  it('runs a command against third parties of its own and prints what was pushed', async () => {
    const { code, out, err } = await standIns('--', process.execPath, join('bin', 'run.js'), ...runOrders);
    expect(code).toBe(1);
    expect(err).toContain('PARTIAL_SUCCESS');
    const pushed = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { method: string; status: number });
    expect(pushed.map(({ status }) => status).filter((status) => status === 201)).toHaveLength(14);
    expect(pushed).toHaveLength(15);
  });

  it('writes the requests to a file, and leaves standard output to the command', async () => {
    const file = join(world.scratch, 'requests.jsonl');
    const { code, out } = await standIns('--requests', file, process.execPath, '-p', 'process.env.ACME_WAREHOUSE_URL');
    expect(code).toBe(0);
    expect(out).toMatch(/^http:\/\/127\.0\.0\.1:\d+\n$/u);
    expect(readFileSync(file, 'utf8')).toBe('');
  });
});

const standIns = (...args: readonly string[]): Promise<CliRun> => runScript(join('scripts', 'stand-ins.ts'), args);
