import { expect, it } from 'vitest';
import { testPorts } from '../support/fake-ports.ts';
import { flowOf, guarded, pull, run, single } from '../support/flows.ts';
import { startServer } from '../support/http-server.ts';

const script = { name: 'Push', microservice: 'custom-script', script_version: { name: 'Slow' } };
const slow = { name: 'Slow', language: 'javascript', code: 'module.exports = () => ({});' };
const list = { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' };

/** Runs a script on three payloads, with a clock by which each piece of work takes so many minutes. */
async function runFor(minutes: number, steps: readonly object[]): ReturnType<typeof run> {
  const server = await startServer(() => ({ json: [{ id: 1 }, { id: 2 }, { id: 3 }] }));
  const base = testPorts();
  let elapsed = 0;
  const ports = { ...base, clock: { ...base.clock, elapsed: () => (elapsed += minutes * 60_000) } };
  try {
    return await run(flowOf([pull(), single, ...steps], { endpoints: [list] }, {}, [slow]), ports, {
      baseUrl: server.origin,
    });
  } finally {
    await server.close();
  }
}

it('a shape that has worked for 30 minutes starts nothing more, and ends the run', async () => {
  const { failures, status } = await runFor(16, [script]);
  expect(failures.map(({ code, step }) => [code, step])).toEqual([['run/shape-timeout', 'Push']]);
  expect(status.name).toBe('FAILURE');
});

it('also inside a try/catch', async () => {
  const { failures, status } = await runFor(16, guarded(script));
  expect(failures.map(({ code, step }) => [code, step])).toEqual([['run/shape-timeout', 'Push']]);
  expect(status.name).toBe('FAILURE');
});

it('a connector may take longer, and what is done in time is done', async () => {
  const { failures } = await runFor(4, [script]);
  expect(failures).toEqual([]);
});
