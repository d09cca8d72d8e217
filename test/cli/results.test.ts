import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { afterAll, describe, expect, it } from 'vitest';
import { repatch } from '../support/run-cli.ts';

const out = mkdtempSync(join(tmpdir(), 'repatch-results-'));
afterAll(() => rmSync(out, { recursive: true, force: true }));

const schemas = join(import.meta.dirname, '..', '..', 'schemas', 'results');

function accepts(command: string, text: string): unknown {
  const schema = JSON.parse(readFileSync(join(schemas, `${command}.schema.json`), 'utf8')) as object;
  const validate = new Ajv({ strict: false }).compile(schema);
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

describe('--json', () => {
  it.each([
    ['validate', ['validate', 'fixtures/flows/err', '--json']],
    ['explain', ['explain', '--json']],
    ['explain', ['explain', 'cli/no-files', '--json']],
    ['run', ['run', 'fixtures/flows/err/misspelt-key.flow.json', '--json']],
    [
      'run',
      [
        'run',
        'fixtures/services/ok/minimal.services.yaml',
        '--service',
        '1001',
        '--state',
        join(out, 'state'),
        '--json',
      ],
    ],
    ['convert', ['convert', 'fixtures/estate-acme/acme.services.yaml', '--out', out, '--json']],
    [
      'convert-to-service',
      ['convert', 'fixtures/flows/ok', '--to', 'service', '--out', join(out, 'a.services.json'), '--json'],
    ],
    ['verify', ['verify', 'fixtures/estate-acme/acme.services.yaml', '--service', '1003', '--json']],
    ['graph', ['graph', 'fixtures/flows/ok/orders.flow.json', '--json']],
    ['error', ['validate', 'no-such-folder', '--json']],
    ['error', ['convert', 'fixtures/flows/ok/orders.flow.json', '--out', 'build/none', '--json']],
    ['error', ['nonsense', '--json']],
  ])('%s keeps its schema: %j', async (command, args) => {
    const { out } = await repatch(args);
    expect(accepts(command, out)).toEqual([]);
  });
});
