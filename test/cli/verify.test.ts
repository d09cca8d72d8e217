import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { shop } from '../support/acme.ts';
import type { FlowFile } from '../../src/flow/model.ts';
import { repatch } from '../support/run-cli.ts';
import { convertOne, filteredBundle, orders } from '../support/verify.ts';

const scratch = mkdtempSync(join(tmpdir(), 'repatch-verify-test-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

const bundle = join(scratch, 'acme.services.json');
const samples = join(scratch, 'samples', 'shop', 'orders.json');
const flows = join(scratch, 'flows');

const keyed: typeof shop = {
  ...shop,
  authMethods: [{ name: 'Key', type: 'token', variables: [{ key: 'token', secret: true }] }],
};

const convert = (): FlowFile => convertOne(filteredBundle(), new Map([['shop', keyed]]));

function write(file: string, value: unknown): void {
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, typeof value === 'string' ? value : JSON.stringify(value, null, 2));
}

beforeEach(() => {
  rmSync(flows, { recursive: true, force: true });
  const script = { id: 's1', name: 'Tidy', level: 'payload', language: 'perl', code: '1;' } as const;
  const { services, ...rest } = filteredBundle();
  const [orderService] = services;
  const scripted = { ...orderService, id: '1002', payloadScript: { scriptId: 's1', position: 'unknown' } };
  write(bundle, { ...rest, services: [orderService, scripted], scripts: [script] });
  write(join(scratch, 'connectors', 'shop.connector.json'), keyed);
  const values = { baseUrl: 'https://shop.example.com', token: 'secret://SHOP_TOKEN' };
  const instance = { name: 'Store', connector: 'shop', values };
  write(join(scratch, 'instances.yaml'), { format: 'repatch-instances', formatVersion: 1, instances: [instance] });
  write(samples, orders);
});

describe('repatch verify', () => {
  it('prints one line for each service, and passes over what nobody named', async () => {
    const { code, out, err } = await repatch(['verify', bundle]);
    // How many records are made up is nobody's business.
    expect(out.replaceAll(/\d+ (?=requests|records)/gu, 'N ')).toBe(
      'equal    1001 Orders  7 scenarios, 15 runs, N requests, N records\n' +
        'not verified  1002 Orders: The script is written in a language that flows do not offer, or is not in the bundle; without it other records would be sent.\n',
    );
    expect(err).toContain('caveat  1001: The service stops after 4 pushes');
    expect(code).toBe(0);
    expect((await repatch(['verify', bundle, '--service', '1002'])).code).toBe(1);
  });

  it('names a flow of the folder that stands for no service, and verifies the others', async () => {
    const flow = convert();
    write(join(flows, '1001.flow.json'), flow);
    write(join(flows, 'own.flow.json'), { ...flow, 'x-repatch': { ...flow['x-repatch'], source: undefined } });
    const { code, out, err } = await repatch(['verify', bundle, flows]);
    expect(out).toMatch(/^equal +1001 Orders/u);
    expect(err).toMatch(/warning.*own\.flow\.json" is not compared/u);
    expect(code).toBe(0);
  });

  it('reads no secret and shows none', async () => {
    const environment = { SHOP_TOKEN: 'top-secret-value' };
    const { code, out } = await repatch(['verify', bundle, '--json'], environment);
    expect(code).toBe(0);
    expect(out).not.toContain('top-secret-value');
  });

  it('shows the first difference with the rule behind it, and writes the result', async () => {
    const flow = convert();
    const map = flow.flow.versions[0]?.steps.find(({ microservice }) => microservice === 'map');
    const file = join(flows, '1001.flow.json');
    write(file, JSON.parse(JSON.stringify(flow).replace('"target":"number"', '"target":"orderNumber"')) as unknown);
    const result = join(scratch, 'verify.json');
    const { code, out } = await repatch(['verify', bundle, flows, '--out', result]);
    expect(code).toBe(1);
    expect(out).toContain('  -    "number": "UK-#1",\n');
    expect(out).toContain('  +    "orderNumber": "UK-#1",\n');
    expect(out).toContain(`= step: "${map?.name ?? ''}", written by rule ${map?.['x-repatch']?.rule ?? ''}\n`);
    expect(out).toContain('= for: /services/0/mappings/0\n');
    expect(out).toContain('[verify/request-differs]  more: repatch explain verify/request-differs');
    expect(out).toContain('not verified  1002 Orders: The script');
    const report = JSON.parse(readFileSync(result, 'utf8')) as object;
    expect(report).toMatchObject({
      ok: false,
      services: [
        { service: '1001', equal: false, file, hashes: { flow: expect.stringMatching(/^[0-9a-f]{64}$/u) as unknown } },
        {},
      ],
    });
    expect(JSON.parse((await repatch(['verify', bundle, flows, '--json'])).out)).toEqual(report);
  });

  it('explains what it cannot use', async () => {
    const unknown = await repatch(['verify', bundle, '--service', '7']);
    expect([unknown.code, unknown.err]).toEqual([2, expect.stringContaining('Services: 1001, 1002.')]);
    write(samples, { orders: [] });
    const bad = await repatch(['verify', bundle]);
    expect([bad.code, bad.err]).toEqual([1, expect.stringMatching(/orders\.json:1:1 {2}error .*not a list/u)]);
  });

  it('is no success where nothing could be compared', async () => {
    const { services, ...rest } = JSON.parse(readFileSync(bundle, 'utf8')) as ReturnType<typeof filteredBundle>;
    write(bundle, { ...rest, services: services.slice(1) });
    const { code, out } = await repatch(['verify', bundle]);
    expect([code, out]).toEqual([1, expect.stringMatching(/^not verified {2}1002/u)]);
  });

  it('gives the others their verdicts where one service is wrong in itself', async () => {
    const { services, ...rest } = JSON.parse(readFileSync(bundle, 'utf8')) as ReturnType<typeof filteredBundle>;
    const gap = {
      trigger: { kind: 'schedule', cron: '0 * * * *' },
      filters: [{ field: 'updated_at', operator: 'withinLast', value: { amount: 15, unit: 'minute' } }],
    };
    write(bundle, { ...rest, services: [{ ...services[0], id: '1000', ...gap }, ...services] });
    const { code, out, err } = await repatch(['verify', bundle]);
    expect([code, err]).toEqual([1, expect.stringMatching(/acme\.services\.json:\d+:\d+ {2}error/u)]);
    expect(out).toContain('equal    1001 Orders');
  });

  it('counts and names what may differ because somebody has decided so', async () => {
    const decisions = join(scratch, 'decisions.yaml');
    write(
      decisions,
      'format: repatch-decisions\nformatVersion: 1\ndecisions:\n  - id: 1001/error-isolation\n    answer: stop\n',
    );
    const { code, out, err } = await repatch(['verify', bundle]);
    rmSync(decisions);
    expect([code, out]).toEqual([0, expect.stringContaining('with 1 allowed difference')]);
    expect(err).toContain('allowed  1001/error-isolation = stop: The run stops at the first failure.');
  });

  it('says which rows nothing could show, and is content with that only when it is told', async () => {
    const { services, ...rest } = JSON.parse(readFileSync(bundle, 'utf8')) as ReturnType<typeof filteredBundle>;
    const [orderService] = services;
    const filters = [...(orderService?.filters ?? []), { field: 'status', operator: 'equals', value: 'paid' }];
    write(bundle, { ...rest, services: [{ ...orderService, filters }] });
    const { code, out, err } = await repatch(['verify', bundle]);
    expect([code, out]).toEqual([1, expect.stringMatching(/^equal as far as tried {4}1001 Orders/u)]);
    expect(err).toContain(
      'not tried  1001: No record was stopped by the filter on "status" alone. (/services/0/filters/2)\n',
    );
    expect((await repatch(['verify', bundle, '--allow-uncovered'])).code).toBe(0);
  });
});
