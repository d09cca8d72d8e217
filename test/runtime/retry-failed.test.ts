import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { flowOf, guarded, pull, push, single } from '../support/flows.ts';
import { startServer, type Answer, type NoAnswer, type TestServer } from '../support/http-server.ts';
import { keptRun } from '../support/kept-runs.ts';

let folder: string;
let server: TestServer;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'repatch-retry-'))));
afterEach(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

const flow = flowOf([pull(), single, ...guarded(push('Create order', { timeout: 1, retries: 1 }))], {
  endpoints: [
    { name: 'List orders', direction: 'Receive', method: 'GET', url: '/orders' },
    {
      name: 'Create order',
      direction: 'Send',
      method: 'POST',
      url: '/sink',
      idempotencyKey: { header: 'Idempotency-Key' },
    },
  ],
});
const keys = (): readonly unknown[] =>
  server.received.flatMap(({ method, headers }) => (method === 'POST' ? [headers['idempotency-key']] : []));

/** The push of one record meets these answers, fails, and is sent again with --retry-failed. */
async function keysOf(...answers: readonly (Answer | NoAnswer)[]): Promise<readonly unknown[]> {
  server = await startServer(({ method }) => {
    if (method === 'GET') return { json: [{ id: 7 }] };
    return answers[keys().length - 1] ?? { status: 201 };
  });
  const around = { folder, flow, origin: server.origin };
  expect(await keptRun(around)).toMatchObject({ failures: [{ step: 'Push', origin: { key: '7' } }] });
  const sent = keys().length;
  expect(await keptRun({ ...around, retryOf: 'run-1', id: 'again' })).toMatchObject({ status: { code: 2 } });
  expect(new Set(keys().slice(0, sent)).size).toBe(1);
  return [keys()[0], keys()[sent]];
}

describe('what may have arrived is sent again under the same key', () => {
  it.each([
    ['504', [{ status: 504 }, { status: 504 }]],
    ['a broken connection', ['drop', 'drop']],
    ['no answer in time', ['hang', 'hang']],
    ['an answer that cannot be read', [{ status: 201, xml: '{', headers: { 'content-type': 'application/json' } }]],
    ['504 and then a refusal', [{ status: 504 }, { status: 422 }]],
    ['504 and then a rate limit', [{ status: 504 }, ...Array.from({ length: 5 }, (): Answer => ({ status: 429 }))]],
  ] as const)('after %s', async (_, answers) => {
    const [first, again] = await keysOf(...answers);
    expect(first).toMatch(/^[\w-]{8,}/u);
    expect(again).toBe(first);
  });
});

describe('what has certainly not been done is sent again under a new key', () => {
  it.each([
    ['a refusal', [{ status: 422 }]],
    ['a rate limit', Array.from({ length: 6 }, (): Answer => ({ status: 429 }))],
  ] as const)('after %s', async (_, answers) => {
    const [first, again] = await keysOf(...answers);
    expect(again).not.toBe(first);
  });
});
