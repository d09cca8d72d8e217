import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { seedPools } from '../../src/app/seed-pools.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import { keysFrom, poolFiles } from '../../src/convert/pool-files.ts';
import { reportOf } from '../../src/convert/report.ts';
import { bundleOf, shop } from '../support/acme.ts';
import { filteredBundle } from '../support/verify.ts';

const folder = mkdtempSync(join(tmpdir(), 'repatch-pools-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const connectors = new Map([['shop', shop]]);
const answered = (answer: string, more: readonly { readonly id: string; readonly answer: string }[] = []) => ({
  format: 'repatch-decisions' as const,
  formatVersion: 1 as const,
  decisions: [{ id: '*/dedupe-state', answer }, ...more],
});
const one = { service: '1001', entity: 'orders', parts: [{ field: 'Order no', path: 'order.no' }] };
const two = { ...one, parts: [...one.parts, { field: 'updated_at', path: 'updated_at' }] };

describe('the keys of a list of processed records', () => {
  it.each<[string, readonly unknown[], readonly string[]]>([
    ['texts and numbers', ['a', 5, 'a'], ['a', '5']],
    [
      'objects with the field, its path, or a name for keys',
      [{ 'Order no': 1 }, { 'order.no': 2 }, { value: 3 }, { sourceId: 4 }],
      ['1', '2', '3', '4'],
    ],
    ['one column whatever it is called', [{ Nummer: 'x' }], ['x']],
    [
      'those that arrived',
      [
        { id: 1, status: 'OK' },
        { id: 2, status: 'Sent' },
        { id: 3, status: 'Failed' },
        { id: 4, status: 'pending' },
      ],
      ['1', '2'],
    ],
    [
      'those of the service',
      [
        { id: 1, service: '1001' },
        { id: 2, service: 'other' },
      ],
      ['1'],
    ],
    ['none without a value', [{ id: '' }, { id: null }, { a: 1, b: 2 }], []],
  ])('are those of %s', (_, rows, keys) => {
    expect(keysFrom(rows, one).keys).toEqual(keys);
  });

  it('of several fields are joined as the de-dupe shape joins them', () => {
    const rows = [{ 'Order no': 1, updated_at: 'x' }, { 'order.no': 2 }, { identity: '3\u001Fy' }, { updated_at: 'z' }];
    expect(keysFrom(rows, two)).toEqual({ keys: ['1\u001Fx', '2\u001F', '3\u001Fy'], leftOut: 0, withoutKey: 1 });
  });
});

describe('files for a pool', () => {
  it('are CSV with the entity type, quoted where needed', () => {
    expect([...poolFiles('Ledger', 'orders', ['1', 'a,"b"'])]).toEqual([
      ['pools/Ledger.csv', 'value,entity_type_id\r\n1,37\r\n"a,""b""",37\r\n'],
    ]);
    expect(poolFiles('L', 'something else', ['1']).get('pools/L.csv')).toContain('1,1\r\n');
    expect(poolFiles('L', 'orders', [])).toEqual(new Map());
  });

  it('are below 5 MB each, with every key in one of them', () => {
    const keys = Array.from({ length: 9000 }, (_, index) => `Ö-${index}-${'x'.repeat(1200)}`);
    const files = poolFiles('Ledger-1001', 'orders', keys);
    expect([...files.keys()]).toEqual(['pools/Ledger-1001.csv', 'pools/Ledger-1001-2.csv', 'pools/Ledger-1001-3.csv']);
    const texts = [...files.values()];
    expect(texts.map((text) => Buffer.byteLength(text) < 5_000_000)).toEqual([true, true, true]);
    const found = texts.flatMap((text) => text.split('\r\n').slice(1, -1)).map((line) => line.split(',')[0]);
    expect(found.join('\n') === keys.join('\n')).toBe(true);
  });
});

describe('a pool before its first run', () => {
  const bundle = filteredBundle({ dedupe: { identity: 'sourceId', idField: 'id' } });
  const aboutOf = (answer: string, own = bundle): string => {
    const result = convertBundle({
      bundle: own,
      connectors,
      decisions: answered(answer, [{ id: '*/cut-over-field', answer: 'field:updated_at' }]),
    });
    return reportOf(result, own).pools[0]?.about ?? '';
  };

  it('says what is sent again, and when the filter of a cut-over can go', () => {
    expect(aboutOf('empty')).toBe(
      'The first run pushes once more what it pulls and the service has pushed: records whose "updated_at" is within the last 15 minutes.',
    );
    expect(aboutOf('empty', bundleOf())).toContain('all that the source lists');
    expect(aboutOf('empty', bundleOf({ trigger: { kind: 'webhook' } }))).toBe(
      'Whatever the sender sends again is pushed once more.',
    );
    expect(aboutOf('cut-over-date:2026-04-01')).toBe(
      'Records whose "updated_at" is before 2026-04-01 are left out by the step "Since cut-over". Delete the step when 15 minutes have passed since then: older ones are not pulled any more.',
    );
    expect(aboutOf('cut-over-date:2026-04-01', bundleOf())).toContain(
      'delete the step only when none of them can be pulled any more',
    );
  });

  it.each([
    ['ledger.csv', 'id,status\n1,OK\n2,Failed\n3,Sent\n,OK\n'],
    [
      'ledger.json',
      JSON.stringify([{ id: 1, status: 'OK' }, { id: 2, status: 'Failed' }, { id: 3 }, { status: 'OK', id: null }]),
    ],
    ['export.json', JSON.stringify({ ledger: [{ id: 1 }, { id: 3 }, { id: 2, status: 'Pending' }, {}] })],
  ])('is filled from %s', async (name, text) => {
    writeFileSync(join(folder, name), text);
    const { flows } = convertBundle({ bundle, connectors, decisions: answered(`seed:${name}`) });
    const seeded = await seedPools(flows, join(folder, 'acme.services.yaml'));
    expect([...seeded.files]).toEqual([['pools/Ledger-1001.csv', 'value,entity_type_id\r\n1,37\r\n3,37\r\n']]);
    expect(seeded.flows[0]?.start?.about).toContain(
      `Import pools/Ledger-1001.csv into this pool: 2 keys from ${name}. 1 rows are of records that had not arrived`,
    );
    expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
  });

  it.each([
    ['nothing.csv', 'id,status\n1,Failed\n', 'None of the 1 rows'],
    ['other.csv', 'a,b\n1,2\n', 'None of the 1 rows'],
    ['broken.json', '{', 'is no list of processed records'],
    ['two.json', '{"a":[],"b":[]}', 'is no list of processed records'],
    ['broken.csv', 'id\n"1\n', 'is no list of processed records'],
  ])('refuses %s', async (name, text, message) => {
    writeFileSync(join(folder, name), text);
    const { flows } = convertBundle({ bundle, connectors, decisions: answered(`seed:${name}`) });
    await expect(seedPools(flows, join(folder, 'acme.services.yaml'))).rejects.toMatchObject({
      code: 'convert/no-keys',
      message: expect.stringContaining(message) as unknown,
    });
  });

  it('names a list that is not there', async () => {
    const { flows } = convertBundle({ bundle, connectors, decisions: answered('seed:gone.csv') });
    await expect(seedPools(flows, join(folder, 'acme.services.yaml'))).rejects.toMatchObject({
      code: 'cli/file-not-found',
    });
  });
});
