// Arguments of a call stand on the stack, which has room for about 120,000 of them; lists of users are longer.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scaffoldFile } from '../../src/scaffold/project/scaffold.ts';
import { validateFiles } from '../../src/app/validate.ts';
import { compilePath } from '../../src/text/path.ts';

const length = 200_000;
const numbers = Array.from({ length }, (_, index) => index);
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'repatch-long-lists-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function written(name: string, value: unknown): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, JSON.stringify(value));
  return file;
}

describe('lists of 200,000', () => {
  it('are read by a path that crosses two lists', () => {
    const items = numbers.map((id) => ({ id }));
    const ids = compilePath('lists.*.items.*.id')({ lists: [{ items }, { items: [{ id: -1 }] }] });
    expect(ids).toEqual([...numbers, -1]);
  });

  it('may be wrong in every element of a flow file', async () => {
    const file = await written('long.flow.json', { 'x-repatch': { lookups: numbers } });
    const { errors } = await validateFiles([file]);
    expect(errors).toBeGreaterThan(length);
  });

  it('of unknown fields are named in part, and every one that looks like a known one is', async () => {
    const flow = {
      name: 'X',
      versions: [],
      ...Object.fromEntries(numbers.map((id) => [`own_${id}`, id])),
      is_enabeld: true,
    };
    const file = await written('fields.flow.json', {
      metadata: { company_name: 'A', flow_name: 'X' },
      flow,
      systems: [],
    });
    const { diagnostics } = await validateFiles([file]);
    const unknown = diagnostics.filter(({ code }) => code === 'lint/unknown-field');
    expect(unknown.filter(({ severity }) => severity === 'error').map(({ message }) => message)).toEqual([
      'Unknown field "is_enabeld". Did you mean "is_enabled"?',
    ]);
    expect(unknown).toHaveLength(1002);
    expect(unknown.map(({ message }) => message)).toContain(`${length - 1000} more unknown fields stand here.`);
  });

  it.each([
    ['an enumeration', { schema: { type: 'string', enum: numbers } }],
    ['a list of examples', { schema: { type: 'integer' }, examples: numbers }],
  ])('may be %s of a description', async (_, content) => {
    const description = {
      openapi: '3.0.3',
      info: { title: 'Long', version: '1' },
      servers: [{ url: 'https://long.example.com' }],
      paths: { '/a': { get: { responses: { 200: { description: 'ok', content: { 'application/json': content } } } } } },
    };
    const file = await written('long.json', description);
    const { exit, report } = await scaffoldFile({ file, out: join(folder, 'long'), dryRun: true });
    expect([exit, report?.operations]).toEqual([0, { generated: 1, declared: 1 }]);
  });
});
