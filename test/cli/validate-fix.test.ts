import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repatch } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-fix-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function written(name: string, text: string): string {
  const file = join(scratch, name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

const flow = (step: string, more = ''): string => `{
  "metadata": { "company_name": "Acme", "flow_name": "X" },
  "flow": { "name": "X", "is_enabled": false, "versions": [ { "flow_name": "X", ${more}
    "steps": [ ${step} ] } ] },
  "systems": []
}
`;

const batch =
  '{ "name": "B", "microservice": "batch", "config": { "path": "*", "size": 5, "do_not_wrap_single": true } }';

describe('validate --fix', () => {
  it.each([
    [
      'a misspelt key',
      flow('{ "name": "M", "microservise": "map", "config": {} }'),
      flow('{ "name": "M", "microservice": "map", "config": {} }'),
    ],
    ['a setting that does nothing', flow(batch), flow(batch.replace('true', 'false'))],
    [
      'several in one line',
      flow(batch, '"has_callback_step": true,'),
      flow(batch.replace('true', 'false'), '"has_callback_step": false,'),
    ],
  ])(
    'changes %s and nothing else, also behind a byte-order mark and with other line ends',
    async (what, before, after) => {
      const windows = (text: string): string => `\uFEFF${text.replaceAll('\n', '\r\n')}`;
      for (const [index, layout] of [(text: string): string => text, windows].entries()) {
        const file = written(`${what}-${index}.flow.json`, layout(before));
        const { err } = await repatch(['validate', file, '--fix']);
        expect(readFileSync(file, 'utf8')).toBe(layout(after));
        expect(err).toContain(`fixed ${file}:`);
        const again = await repatch(['validate', file, '--fix']);
        expect(readFileSync(file, 'utf8')).toBe(layout(after));
        expect(again.err).not.toContain('fixed');
      }
    },
  );

  it('keeps comments, order and quotes of YAML', async () => {
    const text = (key: string, quoted: string): string =>
      `# ours\nformat: repatch-instances\nformatVersion: 1\ninstances:\n  - { name: Shop, ${key}: shop } # first\n  - name: Depot\n    ${quoted}: depot\n`;
    const file = written('instances.yaml', text('conector', '"conector"'));
    await repatch(['validate', file, '--fix']);
    expect(readFileSync(file, 'utf8')).toBe(text('connector', '"connector"'));
  });

  it('changes nothing where the right key stands as well', async () => {
    const text = flow('{ "name": "M", "microservise": "map", "microservice": "map", "config": {} }');
    const file = written('both.flow.json', text);
    const { code } = await repatch(['validate', file, '--fix']);
    expect([code, readFileSync(file, 'utf8')]).toEqual([1, text]);
  });

  it('shows the changes and makes none, when it is asked to', async () => {
    const text = flow('{ "name": "M", "microservise": "map", "config": {} }');
    const file = written('dry.flow.json', text);
    const { code, out } = await repatch(['validate', file, '--fix-dry-run']);
    expect([code, readFileSync(file, 'utf8')]).toEqual([1, text]);
    expect(out).toMatch(/^-.*microservise[^]*^\+.*microservice/mu);
    const sarif = JSON.parse((await repatch(['validate', file, '--format', 'sarif'])).out) as {
      runs: [{ results: { fixes?: unknown }[] }];
    };
    expect(sarif.runs[0].results.map(({ fixes }) => fixes).filter((fixes) => fixes !== undefined)).toHaveLength(1);
  });
});
