import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readInputs } from '../../src/verify/read-inputs.ts';
import { convertOne, filteredBundle } from '../support/verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-inputs-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function write(name: string, value: unknown): string {
  const file = join(scratch, name);
  writeFileSync(file, JSON.stringify(value));
  return file;
}

const bundle = write('acme.services.json', filteredBundle());
const flow = convertOne(filteredBundle());
const sourced = (source: object | undefined): object => ({ ...flow, 'x-repatch': { ...flow['x-repatch'], source } });

describe('inputs of a verification', () => {
  it('are flows by the service that they stand for', async () => {
    const { inputs, diagnostics } = await readInputs({ bundle, flows: [write('one.flow.json', flow)] });
    expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect([...(inputs?.flows?.keys() ?? [])]).toEqual(['1001']);
  });

  it.each([
    ['a flow without a service', 'verify/no-source-service', () => [write('a.flow.json', sourced(undefined))]],
    ['a flow of another bundle', 'verify/no-source-service', () => [write('a.flow.json', sourced({ service: '7' }))]],
    [
      'two flows of one service',
      'verify/several-flows',
      () => [write('a.flow.json', flow), write('b.flow.json', flow)],
    ],
    ['a folder that is not there', 'cli/no-files', () => [join(scratch, 'none')]],
    ['no flow among the files', 'cli/no-files', () => [bundle]],
  ])('are refused: %s', async (_, code, files) => {
    await expect(readInputs({ bundle, flows: files() })).rejects.toMatchObject({ code, exit: 2 });
  });

  it('leave out a flow of a folder that stands for no service, and name it', async () => {
    mkdirSync(join(scratch, 'mixed/by-hand'), { recursive: true });
    const decisions = {
      format: 'repatch-decisions',
      formatVersion: 1,
      decisions: [{ id: '*/lookup', answer: 'empty' }],
    };
    // The one by hand comes first and has no answers beside it.
    const byHand = write('mixed/by-hand/own.flow.json', sourced(undefined));
    write('mixed/one.flow.json', flow);
    write('mixed/decisions.yaml', decisions);
    const { inputs, diagnostics } = await readInputs({ bundle, flows: [join(scratch, 'mixed')] });
    expect([...(inputs?.flows?.keys() ?? [])]).toEqual(['1001']);
    expect(inputs?.decisions).toEqual(decisions);
    expect(diagnostics.filter(({ code }) => code === 'verify/no-source-service')).toMatchObject([
      { severity: 'warning', at: { file: byHand }, message: expect.stringContaining('is not compared') as string },
    ]);
  });

  it('are refused where no flow of a folder stands for a service', async () => {
    mkdirSync(join(scratch, 'alien'));
    write('alien/own.flow.json', sourced(undefined));
    const read = readInputs({ bundle, flows: [join(scratch, 'alien')] });
    await expect(read).rejects.toMatchObject({ code: 'verify/no-source-service', exit: 2 });
  });

  it('are refused when the first is no bundle, or a service is unknown', async () => {
    const usage = { code: 'cli/wrong-usage', exit: 2 };
    await expect(readInputs({ bundle: write('x.flow.json', flow) })).rejects.toMatchObject(usage);
    await expect(readInputs({ bundle, services: ['7'] })).rejects.toMatchObject(usage);
    await expect(readInputs({ bundle: join(scratch, 'none.services.json') })).rejects.toMatchObject({ exit: 3 });
  });
});
