import { describe, expect, it } from 'vitest';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { convertOne, filteredBundle, verify, verifyFlow } from '../support/verify.ts';

const field = {
  id: 'f',
  name: 'Shout',
  level: 'field',
  language: 'javascript',
  code: 'module.exports = async ({ payload }) => ({ payload: payload === null ? "NONE" : payload.toUpperCase() });',
} as const;

const payload = {
  id: 'p',
  name: 'Mark',
  level: 'payload',
  language: 'JavaScript',
  code: `module.exports = (data) => {
  const record = JSON.parse(data.payload);
  for (const key of ['status', 'reference']) if (typeof record[key] === 'string') record[key] += '!';
  return { payload: JSON.stringify(record) };
};`,
} as const;

const mappings = [
  {
    source: { field: 'name' },
    destination: { field: 'reference' },
    transformation: [{ function: 'script', scriptId: 'f' }],
  },
  { source: { field: 'status' }, destination: { field: 'state' } },
];

function bundle(position: 'beforeMapping' | 'afterMapping', more: object = {}): ServiceBundle {
  return {
    ...filteredBundle({ mappings, payloadScript: { scriptId: 'p', position }, ...more }),
    scripts: [field, payload],
  };
}

describe('a service with scripts and its flow', () => {
  it.each(['beforeMapping', 'afterMapping'] as const)('do the same with a payload script %s', async (position) => {
    expect(await verify(bundle(position))).toMatchObject({ verified: true, equal: true });
    expect(await verify(bundle(position, { dedupe: { identity: 'none' } }))).toMatchObject({
      verified: true,
      equal: true,
    });
  });

  it.each([
    ['the payload script', 1, "'!'", "'?'"],
    ['the field script', 0, 'toUpperCase', 'toLowerCase'],
  ])('differ when %s is another one', async (_, index, from, to) => {
    const given = bundle('beforeMapping');
    const flow = convertOne(given);
    const script = flow.scripts?.find(({ name }) => name === [field, payload][index]?.name);
    expect(script?.code).toContain(from);
    if (script !== undefined) script.code = script.code?.replace(from, to);
    expect((await verifyFlow(given, flow)).equal).toBe(false);
  });

  it('differ when the payload script stands on the other side of the map', async () => {
    const flow = convertOne(bundle('afterMapping'));
    expect((await verifyFlow(bundle('beforeMapping'), flow)).equal).toBe(false);
  });

  it('both count a record as failed that a script fails', async () => {
    const failing = {
      ...payload,
      code: 'module.exports = (data) => { if (JSON.parse(data.payload).id === 3) throw new Error("no"); return data; };',
    };
    const given = { ...bundle('beforeMapping'), scripts: [field, failing] };
    expect(await verify(given)).toMatchObject({ verified: true, equal: true });
  });
});
