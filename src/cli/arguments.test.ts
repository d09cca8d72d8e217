import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readMoment, readPayload } from './arguments.ts';

describe('--now', () => {
  it.each([
    ['2026-03-01T10:00:00Z', Date.UTC(2026, 2, 1, 10)],
    ['2026-03-01T10:00:00.250Z', Date.UTC(2026, 2, 1, 10, 0, 0, 250)],
    ['2026-03-01T10:00+01:00', Date.UTC(2026, 2, 1, 9)],
    ['2026-03-01', Date.UTC(2026, 2, 1)],
  ])('%s', (text, ms) => expect(readMoment(text)).toBe(ms));

  it.each([
    '2026-03-01T10:00:00',
    '2026-03-01T10:00',
    '2026-02-31',
    '2026-02-30T10:00:00Z',
    '2026-03-01T25:00:00Z',
    '1 March',
    '2026',
    '',
  ])('%s is refused with what would be right', (text) =>
    expect(() => readMoment(text)).toThrow(expect.objectContaining({ code: 'cli/wrong-usage', exit: 2 })),
  );
});

describe('--payload', () => {
  let folder: string;
  beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'repatch-payload-'))));
  afterAll(() => rm(folder, { recursive: true }));
  const read = async (name: string, bytes: Uint8Array | string): ReturnType<typeof readPayload> => {
    await writeFile(join(folder, name), bytes);
    return readPayload(join(folder, name));
  };

  it.each([
    ['a byte-order mark', 'a.json', '\uFEFF{"n":1}', { payload: { n: 1 } }],
    ['UTF-16', 'a.json', Buffer.from('\uFEFF{"n":"é"}', 'utf16le'), { payload: { n: 'é' } }],
    ['CSV with a byte-order mark', 'a.csv', '\uFEFFid\n1\n', { payload: 'id\n1\n', payloadFormat: 'csv' }],
    [
      'XML that declares its character set',
      'a.xml',
      Buffer.from('<?xml version="1.0" encoding="ISO-8859-1"?><a>é</a>', 'latin1'),
      { payload: '<?xml version="1.0" encoding="UTF-8"?><a>é</a>', payloadFormat: 'xml' },
    ],
  ])('takes %s', async (_, name, bytes, wanted) => expect(await read(name, bytes)).toEqual(wanted));

  it.each([
    ['a.json', '{"a":1,}', 'is not JSON: a key in double quotes is expected (1:8)'],
    ['a.json', '{"a":\n{"id":1,"id":2}}', 'gives key "id" twice in one object (2:9)'],
    ['a.json', '', 'is not JSON'],
    ['a.csv', Buffer.from('id\nÉ\n', 'latin1'), 'cannot be read: its bytes are not UTF-8'],
  ])('refuses %s with %j, and says where', async (name, bytes, message) =>
    expect(read(name, bytes)).rejects.toThrow(
      expect.objectContaining({ code: 'cli/wrong-usage', message: expect.stringContaining(message) as unknown }),
    ),
  );
});
