import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { cliWorkspace, orders, type CliWorkspace } from '../support/cli-workspace.ts';
import { repatch } from '../support/run-cli.ts';

let place: CliWorkspace;
afterEach(() => place.close());

it('two instances of one name end a run before anything is sent', async () => {
  place = await cliWorkspace(orders(2));
  const file = join(place.folder, 'instances.yaml');
  const whole = JSON.parse(readFileSync(file, 'utf8')) as { instances: object[] };
  const other = { name: 'Shop', connector: 'shop', values: { baseUrl: `${place.server.origin}/other` } };
  writeFileSync(file, JSON.stringify({ ...whole, instances: [...whole.instances, other] }));
  const { code, err } = await repatch(['run', place.flow]);
  expect([code, err]).toEqual([1, expect.stringContaining('lint/no-duplicate-name')]);
  expect(place.server.received).toHaveLength(0);
});

it('two definitions of one name do so, too', async () => {
  place = await cliWorkspace(orders(2));
  mkdirSync(join(place.folder, 'connectors'));
  for (const name of ['a', 'b'])
    writeFileSync(
      join(place.folder, 'connectors', `${name}.connector.json`),
      JSON.stringify({ format: 'repatch-connector', formatVersion: 1, name: 'api', protocol: 'HTTP' }),
    );
  const { code, err } = await repatch(['run', place.flow]);
  expect([code, err]).toEqual([
    1,
    expect.stringContaining('Another connector definition of this workspace is called "api"'),
  ]);
  expect(place.server.received).toHaveLength(0);
});

it.each(['constructor', 'toString', '__proto__'])('a step may be called %s', async (name) => {
  place = await cliWorkspace(orders(2));
  writeFileSync(place.flow, readFileSync(place.flow, 'utf8').replaceAll('"Single"', JSON.stringify(name)));
  const { code, err } = await repatch(['run', place.flow]);
  expect([code, err]).toEqual([0, '']);
  expect(place.pushed()).toHaveLength(2);
});
