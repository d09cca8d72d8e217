import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { RunResult } from '../../src/contract/events.ts';
import { flowOf, pull, push } from '../support/flows.ts';
import { startServer } from '../support/http-server.ts';
import { repatch } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-cli-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

describe('repatch validate', () => {
  it('passes good files', async () => {
    const { code, out, err } = await repatch(['validate', 'fixtures/flows/ok']);
    expect([code, out, err]).toEqual([0, '', '1 file checked: no problems\n']);
  });

  it('shows the place, the help and the code of a fault', async () => {
    const { code, out } = await repatch(['validate', 'fixtures/flows/err/dangling-first-step.flow.json']);
    expect(code).toBe(1);
    expect(out).toMatch(/^fixtures\/flows\/err\/dangling-first-step\.flow\.json:19:31 {2}error /u);
    expect(out).toContain('= help: Did you mean "Push"?');
    expect(out).toContain('[lint/no-dangling-step]');
  });

  it('prints JSON, also for failures', async () => {
    const found = await repatch(['validate', 'fixtures/services/err/secret.services.yaml', '--json']);
    expect(JSON.parse(found.out)).toMatchObject({
      ok: false,
      errors: 1,
      diagnostics: [{ code: 'service/secret-in-bundle', at: { line: 8 } }],
    });
    expect(found.out).not.toContain('shpat');
    const shown = await repatch(['validate', 'fixtures/services/err/secret.services.yaml']);
    expect(shown.out).toContain('apiToken: ****');
    expect(shown.out + shown.err).not.toContain('shpat');
    const none = await repatch(['validate', 'no-such-folder/*.json', '--json']);
    expect(none.code).toBe(2);
    expect(JSON.parse(none.out)).toMatchObject({ ok: false, error: { code: 'cli/no-files' } });
  });

  it('annotates in GitHub Actions', async () => {
    const { out } = await repatch(['validate', 'fixtures/flows/err/bad-cron.flow.json'], { GITHUB_ACTIONS: 'true' });
    expect(out.split('\n')[0]).toMatch(/^::error file=fixtures\/flows\/err\/bad-cron\.flow\.json,line=\d+,col=\d+/u);
  });
});

describe('repatch convert', () => {
  it('takes answers, and leaves what was changed by hand alone until somebody decides', async () => {
    const out = join(scratch, 'flows');
    const convert = ['convert', 'fixtures/services/ok/minimal.services.yaml', '--out', out, '--json'];
    const first = await repatch(convert);
    expect(first.code).toBe(1);
    expect(JSON.parse(first.out)).toMatchObject({
      open: [
        '1001/endpoint/source',
        '1001/endpoint/destination',
        '1001/missing-field',
        '1001/dedupe-key',
        '1001/key-field',
        '1001/dedupe-state',
        '1001/error-isolation',
      ],
      totals: { total: 39 },
      diagnostics: expect.arrayContaining([
        expect.objectContaining({ code: 'convert/unresolved-endpoint' }),
        expect.objectContaining({ code: 'convert/unknown-key' }),
      ]) as unknown,
    });
    // Flows with an endpoint that nobody has named do not pass, and the help says which decision is missing.
    const undecided = await repatch(['validate', out]);
    expect(undecided.code).toBe(1);
    expect(undecided.out).toContain('Answer decision "1001/endpoint/destination"');
    const decisions = join(out, 'decisions.yaml');
    const answer = (id: string, value: string): void => {
      const text = readFileSync(decisions, 'utf8');
      const at = text.indexOf('answer: null', text.indexOf(`id: ${id}\n`));
      const written = `answer: ${value} # agreed with the shop`;
      writeFileSync(decisions, text.slice(0, at) + written + text.slice(at + 'answer: null'.length));
    };
    answer('1001/endpoint/source', 'List orders');
    answer('1001/endpoint/destination', 'Create customer');
    answer('1001/key-field', 'field:number');
    answer('1001/dedupe-key', 'nonne');
    const second = await repatch(convert);
    const found = JSON.parse(second.out) as { open: string[]; diagnostics: { code: string; at: { file: string } }[] };
    expect(found.open).toContain('1001/dedupe-key');
    expect(found.open).not.toContain('1001/endpoint/source');
    expect(found.diagnostics).toMatchObject([{ code: 'convert/invalid-answer', at: { file: decisions } }]);
    expect(readFileSync(decisions, 'utf8')).toContain('answer: Create customer # agreed with the shop');
    expect((await repatch(['validate', out])).out).not.toContain('lint/undecided-endpoint');

    const flow = join(out, '1001-orders.flow.json');
    const edited = readFileSync(flow, 'utf8').replace('"timeout": 30', '"timeout": 61');
    writeFileSync(flow, edited);
    answer('1001/dedupe-state', 'empty');
    // Drafts come and go inside the folder for what the toolkit keeps; every file is as it was.
    const files = () =>
      readdirSync(out, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => [parentPath, name, statSync(join(parentPath, name)).mtimeMs]);
    const before = files();
    const refused = await repatch(convert.slice(0, -1));
    expect(refused.code).toBe(1);
    expect(refused.err).toContain(`"${flow}" was changed by hand since it was written; nothing was written.`);
    expect(refused.err).toContain('[convert/edited-file]');
    expect(refused.err).toContain('-              "timeout": 30,\n  +              "timeout": 61,');
    expect(files()).toEqual(before);

    const kept = await repatch([...convert.slice(0, -1), '--keep-edits']);
    expect(kept.out).toContain(`kept ${flow}, which was changed by hand`);
    expect(readFileSync(flow, 'utf8')).toBe(edited);

    const replaced = await repatch([...convert.slice(0, -1), '--force']);
    const copy = join(out, '.repatch', 'replaced', '1001-orders.flow.json');
    expect(replaced.out).toContain(`what was changed by hand is kept in ${copy}`);
    expect(readFileSync(copy, 'utf8')).toBe(edited);
    expect(readFileSync(flow, 'utf8')).toContain('"timeout": 30');
  });

  it('takes answers from the command line, for many questions at once, and keeps them', async () => {
    const out = join(scratch, 'answered');
    const convert = ['convert', 'fixtures/services/ok/minimal.services.yaml', '--out', out, '--json'];
    const answers = ['--answer', '*/error-isolation=stop', '--answer', '1001/missing-field=null'];
    const first = await repatch([...convert, ...answers, '--accept-recommended', '*/dedupe-*']);
    expect((JSON.parse(first.out) as { open: string[] }).open).toEqual([
      '1001/endpoint/source',
      '1001/endpoint/destination',
      '1001/key-field',
      '1001/dedupe-state',
    ]);
    const text = readFileSync(join(out, 'decisions.yaml'), 'utf8');
    expect(text).toContain('id: "*/error-isolation"\n    answer: stop');
    expect(text).toContain('answer: sourceId\n    reason: The recommended answer was accepted.');
    // The answers are in the file now.
    expect((JSON.parse((await repatch(convert)).out) as { open: string[] }).open).toHaveLength(4);
    const useless = await repatch([...convert, '--answer', '1001/missing-field=nul']);
    expect([useless.code, useless.out]).toEqual([2, expect.stringContaining('Did you mean \\"null\\"?')]);
    expect((await repatch([...convert, '--answer', 'stop'])).code).toBe(2);
  });
});

/** A result without what differs from run to run. */
function apart(out: string): object {
  const { run: _run, startedAt: _at, durationMs: _ms, steps, ...rest } = JSON.parse(out) as RunResult;
  return { ...rest, steps: steps.map(({ durationMs: _stepMs, ...step }) => step) };
}

describe('repatch run', () => {
  it('runs a flow file and reports each step', async () => {
    const server = await startServer(({ method }) =>
      method === 'GET' ? { json: [{ id: 1 }, { id: 2 }] } : { json: { ok: true } },
    );
    try {
      const endpoints = [
        { name: 'List orders', direction: 'Receive', method: 'GET', url: 'orders' },
        { name: 'Create order', direction: 'Send', method: 'POST', url: 'orders' },
      ];
      const split = { name: 'Single', microservice: 'batch', config: { path: '*', size: 1, do_not_wrap_single: true } };
      const file = join(scratch, 'orders.flow.json');
      writeFileSync(file, JSON.stringify(flowOf([pull(), split, push()], { endpoints })));
      const instance = { name: 'Shop', connector: 'shop', values: { baseUrl: 'env://SHOP_URL' } };
      writeFileSync(
        join(scratch, 'instances.yaml'),
        JSON.stringify({ format: 'repatch-instances', formatVersion: 1, instances: [instance] }),
      );
      const log = join(scratch, 'log.jsonl');
      const { code, out } = await repatch(['run', file, '--json', '--log', log], { SHOP_URL: server.origin });
      expect(code).toBe(0);
      expect(JSON.parse(out)).toMatchObject({
        status: { code: 2 },
        requests: { received: 1, sent: 2 },
        steps: [{ name: 'Pull' }, { name: 'Single', payloadsOut: 2 }, { name: 'Push', payloadsIn: 2 }],
      });
      const events = readFileSync(log, 'utf8')
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { event: string }).event);
      expect(events.at(0)).toBe('run-started');
      expect(events.at(-1)).toBe('run-finished');

      // The same by way of the framework, which its own switch for JSON asks for.
      const framed = await repatch(['run', file], { SHOP_URL: server.origin, REPATCH_CONTENT_TYPE: 'json' });
      expect(framed.code).toBe(0);
      expect(apart(framed.out)).toEqual(apart(out));
    } finally {
      await server.close();
    }
  });

  it('refuses a file with faults before it sends anything', async () => {
    const { code, err } = await repatch(['run', 'fixtures/flows/err/misspelt-key.flow.json']);
    expect(code).toBe(1);
    expect(err).toContain('Did you mean "microservice"?');
  });
});

describe('repatch', () => {
  it('suggests the nearest command', async () => {
    const { code, err } = await repatch(['validat']);
    expect(code).toBe(2);
    expect(err).toContain('Did you mean "repatch validate"?');
  });

  it('names an unknown flag as JSON when asked', async () => {
    const { code, out } = await repatch(['run', 'a.flow.json', '--nonsense', '--json']);
    expect(code).toBe(2);
    expect(JSON.parse(out)).toMatchObject({ ok: false, error: { code: 'cli/wrong-usage' } });
  });

  it('explains a code and prints a schema', async () => {
    expect((await repatch(['explain', 'lint/no-bad-cron'])).out).toContain('How to fix it');
    expect((await repatch(['explain', 'lint/no-bad-crom'])).code).toBe(2);
    expect(JSON.parse((await repatch(['schema', 'flow'])).out)).toMatchObject({
      $schema: expect.stringContaining('2020-12') as unknown,
    });
  });
});
