import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { repatch } from '../support/run-cli.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-scaffold-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const pages = 'fixtures/scaffold/five-pages/api.yaml';
const parcels = 'fixtures/scaffold/postman/parcels.postman.json';

describe('repatch scaffold', () => {
  it('prints coverage and files, and the files are valid', async () => {
    const out = join(scratch, 'pages');
    const { code, out: text } = await repatch(['scaffold', pages, '--out', out]);
    expect(code).toBe(0);
    expect(text).toContain('  operations 8/8, schemas 2/2, 0 repairs, 0 losses\n');
    expect(text).toContain('  pages found for 7 listings, and a rate limit\n');
    expect(text).toContain(`wrote ${out}/pages.connector.json\n`);
    expect(existsSync(join(out, 'package.json'))).toBe(true);
    const checked = await repatch(['validate', out]);
    expect([checked.code, checked.err]).toEqual([0, '3 files checked: no problems\n']);
    expect((await repatch(['scaffold', pages, '--out', out, '--check'])).code).toBe(0);
    writeFileSync(join(out, 'overlay.yaml'), 'format: repatch-overlay\nformatVersion: 1\nrateLimit: null\n');
    const stale = await repatch(['scaffold', pages, '--out', out, '--check', '--json']);
    expect(stale.code).toBe(1);
    expect(JSON.parse(stale.out)).toMatchObject({
      ok: false,
      files: expect.arrayContaining(['pages.connector.json', 'scaffold.report.json']) as unknown,
    });
  });

  it('exits 1 on what packages send and flows cannot', async () => {
    const api = join(scratch, 'parts.json');
    const requestBody = { content: { 'multipart/mixed': { schema: { type: 'string' } } } };
    const paths = {
      '/parts': { post: { operationId: 'sendParts', requestBody, responses: { 200: { description: 'Done' } } } },
    };
    const info = { title: 'Parts', version: '1' };
    writeFileSync(
      api,
      JSON.stringify({ openapi: '3.0.3', info, servers: [{ url: 'https://api.example.com' }], paths }),
    );
    const { code, out } = await repatch(['scaffold', api, '--out', join(scratch, 'parts'), '--json']);
    expect(code).toBe(1);
    expect(out).toContain('"scaffold/definition-loss"');
  });

  it('exits 1 on a loss, in every form', async () => {
    const out = join(scratch, 'parcels');
    const pretty = await repatch(['scaffold', parcels, '--out', out]);
    expect(pretty.code).toBe(1);
    expect(pretty.out).toContain('operations 6/8, schemas 0/0, 3 repairs, 2 losses');
    expect(pretty.out).toContain(`lost operation Broken: It has no URL. (${parcels}/item/5)`);
    expect(pretty.err).toContain(`${parcels}:104:5  error  Request "Broken" was left out. It has no URL.`);
    const sarif = await repatch(['scaffold', parcels, '--out', out, '--format', 'sarif']);
    expect(sarif.code).toBe(1);
    expect(JSON.parse(sarif.out)).toMatchObject({ version: '2.1.0' });
    const json = await repatch(['scaffold', parcels, '--out', out, '--format', 'json']);
    expect(JSON.parse(json.out)).toMatchObject({ ok: false, repairs: 3, wrote: false });
    for (const { out: text, err } of [pretty, sarif, json]) expect(text + err).not.toMatch(/sk_live|eyJhb|hunter2/u);
    expect(existsSync(out)).toBe(false);
  });

  it('counts what a WSDL names and nobody declares among the losses, with its place', async () => {
    const wsdl = 'fixtures/scaffold/wsdl/faulty/missing-import/service.wsdl';
    const out = join(scratch, 'wsdl');
    const { code, out: text } = await repatch(['scaffold', wsdl, '--out', out]);
    expect(code).toBe(1);
    expect(text).toContain('operations 2/2, schemas 1/1, 0 repairs, 4 losses');
    expect(text).toContain(`lost document not-here.xsd: There is no file "not-here.xsd". (${wsdl}:6:7)`);
    expect(text).toContain(
      `lost type Missing: No document declares the type "Missing" of urn:parcels. (${wsdl}:9:102)`,
    );
    expect(existsSync(out)).toBe(false);
    const partial = await repatch(['scaffold', wsdl, '--out', out, '--allow-partial', '--json']);
    expect(partial.code).toBe(0);
    expect(JSON.parse(partial.out)).toMatchObject({
      wrote: true,
      report: { losses: { length: 4, 2: { kind: 'element', name: 'Nowhere', file: wsdl, line: 15, column: 36 } } },
    });
  });

  it('starts from nothing but a name', async () => {
    const out = join(scratch, 'own');
    const start = ['scaffold', '--blank', '--name', 'My Shop', '--base-url', 'https://shop.test', '--out', out];
    const incomplete = await repatch(start);
    expect([incomplete.code, incomplete.err]).toEqual([2, expect.stringContaining('Give --auth none|basic|')]);
    const { code } = await repatch([...start, '--auth', 'api-key', '--only', 'definition']);
    expect(code).toBe(0);
    const definition = JSON.parse(readFileSync(join(out, 'my-shop.connector.json'), 'utf8')) as object;
    expect(definition).toMatchObject({
      name: 'my-shop',
      variables: [{ key: 'baseUrl', default: 'https://shop.test' }],
      authMethods: [{ type: 'api-key' }],
    });
    // The description is the user's from now on: a change of it is a change of the connector.
    const file = join(out, 'description', 'api.yaml');
    writeFileSync(file, readFileSync(file, 'utf8').replaceAll('/orders', '/sales'));
    expect((await repatch(['scaffold', file, '--out', out, '--only', 'definition', '--update'])).code).toBe(0);
    expect(readFileSync(join(out, 'my-shop.connector.json'), 'utf8')).toContain('"url": "/sales/{{id}}"');
    const again = await repatch([...start, '--auth', 'none']);
    expect([again.code, again.err]).toEqual([1, expect.stringContaining('[cli/file-exists]')]);
  });

  it.each([
    [['scaffold', '--no-input'], 2, 'cli/missing-value', 'or --blank'],
    [['scaffold', 'no-such.yaml'], 3, 'cli/file-not-found', 'no-such.yaml'],
    [['scaffold', 'README.md'], 1, 'text/not-json', ''],
    [
      ['scaffold', 'package.json'],
      1,
      'scaffold/unknown-format',
      'neither an OpenAPI description nor a Postman collection',
    ],
    [['scaffold', pages, '--tag', 'listing'], 2, 'scaffold/nothing-selected', 'Did you mean "listings"?'],
    [['scaffold', pages, '--only', 'docs'], 2, 'cli/wrong-usage', '--only'],
  ])('%j exits %i with %s', async (args, exit, wanted, text) => {
    const { code, out, err } = await repatch(args as string[]);
    expect(code).toBe(exit);
    expect(out + err).toContain(wanted);
    expect(out + err).toContain(text);
  });
});
