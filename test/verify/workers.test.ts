import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { verifyFile, type VerifyOptions } from '../../src/app/verify.ts';
import { verifyInWorkers } from '../../src/verify/verify-in-workers.ts';
import { shop } from '../support/acme.ts';
import { convertOne, filteredBundle, orders } from '../support/verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-workers-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const { services: orderServices, ...rest } = filteredBundle();
const services = ['1001', '1002', '1003'].flatMap((id) => orderServices.map((service) => ({ ...service, id })));
const bundle = join(scratch, 'acme.services.json');
write(bundle, { ...rest, services });
write(join(scratch, 'connectors', 'shop.connector.json'), shop);
write(join(scratch, 'samples', 'shop', 'orders.json'), orders);
write(
  join(scratch, 'flows', '1001.flow.json'),
  JSON.parse(JSON.stringify(convertOne(filteredBundle())).replace('"target":"number"', '"target":"orderNumber"')),
);

function write(file: string, value: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, JSON.stringify(value, null, 2));
}

function verify(options: Partial<VerifyOptions>): ReturnType<typeof verifyFile> {
  return verifyFile({ bundle, signal: new AbortController().signal, ...options });
}

/** Ids of the workers that this process has started. */
function workers(): readonly number[] {
  return readdirSync('/proc/self/task')
    .flatMap((task) => readFileSync(join('/proc/self/task', task, 'children'), 'utf8').split(' '))
    .flatMap((text) => (text !== '' && isWorker(text) ? [Number(text)] : []));
}

function isWorker(id: string): boolean {
  try {
    return readFileSync(join('/proc', id, 'cmdline'), 'utf8').includes(join('src', 'verify', 'worker.ts'));
  } catch {
    return false; // it has just ended
  }
}

describe('several workers', () => {
  it('give the same result as one', async () => {
    const flows = [join(scratch, 'flows')];
    const [one, several] = [await verify({ flows, workers: 1 }), await verify({ flows, workers: 3 })];
    expect(one.services).toMatchObject([
      { service: '1001', equal: false },
      { service: '1002', verified: false },
      { service: '1003', verified: false },
    ]);
    expect(JSON.stringify(several)).toBe(JSON.stringify(one));
  });

  it.runIf(process.platform === 'linux')('lose the verdict of a service whose process ends, and no other', async () => {
    let isKilled = false;
    const report = await verify({
      workers: 2,
      onProgress(service) {
        if (service !== '1001' || isKilled) return;
        isKilled = true;
        // Only the one that has just spoken is named; both are of this test, and one is left to go on or is replaced.
        const [first] = workers();
        if (first !== undefined) process.kill(first, 'SIGKILL');
      },
    });
    const lost = report.services.filter(({ verified }) => !verified);
    expect(lost).toMatchObject([{ isBroken: true, reason: expect.stringContaining('SIGKILL') as unknown }]);
    expect(report.services.filter((one) => one.verified && one.equal)).toHaveLength(2);
    expect(report).toMatchObject({ ok: false, exit: 1 });
    expect(workers()).toEqual([]);
  });

  it('leave no process behind when they are stopped', async () => {
    const stop = new AbortController();
    await expect(verify({ workers: 2, signal: stop.signal, onProgress: () => stop.abort() })).rejects.toMatchObject({
      code: 'cli/interrupted',
    });
  });

  it('do not go on with documents that have changed since', async () => {
    const job = { paths: { bundle }, bundle: 'of another bundle', spill: join(scratch, 'spill') };
    await expect(
      verifyInWorkers({ services, workers: 2, job, signal: new AbortController().signal }),
    ).rejects.toMatchObject({ code: 'verify/documents-changed' });
  });

  it('say which services the budget did not reach', async () => {
    const job = { paths: { bundle }, bundle: 'of another bundle', spill: join(scratch, 'spill') };
    const verdicts = await verifyInWorkers({
      services,
      workers: 1,
      job,
      budget: { next: () => 0 },
      signal: new AbortController().signal,
    });
    expect(verdicts).toMatchObject([{ isUntried: true }, { isUntried: true }, { isUntried: true }]);
  });
});
