import { globSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ConnectorDefinition } from '../../src/connector/definition.ts';
import { acceptRecommended } from '../../src/convert/accept-recommended.ts';
import { convertBundle } from '../../src/convert/convert.ts';
import { flowsToServices } from '../../src/convert/back/flows-to-services.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import type { DecisionsFile } from '../../src/legacy/decisions.ts';
import { isUsable } from '../../src/diagnostics/usable.ts';
import { readDocument } from '../../src/workspace/read-document.ts';
import { loadWorkspace } from '../../src/workspace/workspace.ts';
import { generateEstate } from '../support/estates/estate.ts';
import { convertThere, expectSameBundle } from '../support/way-back.ts';

const root = join(import.meta.dirname, '..', '..');
const seeds = Array.from({ length: 40 }, (_, index) => index + 1);

async function read(file: string): Promise<unknown> {
  const { source, diagnostics } = await readDocument(file);
  return isUsable(diagnostics) ? source.value : undefined;
}

describe('service, flow, service gives the same bundle', () => {
  it.each(globSync('fixtures/convert/*/bundle.services.yaml', { cwd: root }).toSorted())('%s', async (file) => {
    const folder = join(root, file, '..');
    const connectors = new Map<string, ConnectorDefinition>();
    for (const one of globSync([join(folder, '..', '*.connector.yaml'), join(folder, 'connectors', '*.yaml')])) {
      const connector = (await read(one)) as ConnectorDefinition; // accepted by the schema of its kind
      connectors.set(connector.name, connector);
    }
    const bundle = (await read(join(root, file))) as ServiceBundle; // as above
    const [given] = globSync('decisions.yaml', { cwd: folder });
    const decisions =
      given === undefined ? undefined : ((await readDocument(join(folder, given))).source.value as DecisionsFile); // as above
    expectSameBundle({ bundle, connectors });
    if (decisions !== undefined) expectSameBundle({ bundle, connectors, decisions });
  });

  it.each(
    globSync(['fixtures/services/**/*.services.yaml', 'fixtures/estate-acme/*.services.yaml'], {
      cwd: root,
    }).toSorted(),
  )('%s', async (file) => {
    const bundle = (await read(join(root, file))) as ServiceBundle | undefined; // as above
    if (bundle === undefined) return;
    const { connectors } = await loadWorkspace(join(root, file));
    const secretless = {
      ...bundle,
      connectors: bundle.connectors.map(({ credentials, ...connector }) => ({
        ...connector,
        ...(credentials === undefined || Object.values(credentials).some((value) => typeof value === 'string')
          ? {}
          : { credentials }),
      })),
    };
    expectSameBundle({ bundle: secretless, connectors });
  });

  it.each(seeds)('generated retailer %i', (seed) => {
    const { bundle, connectors } = generateEstate(seed);
    expectSameBundle({ bundle, connectors });
  });

  it.each([3, 11, 19])('every answer of every decision of generated retailer %i', (seed) => {
    const { bundle, connectors } = generateEstate(seed, 8);
    const { openQuestions } = convertBundle({ bundle, connectors });
    const most = Math.max(...openQuestions.map(({ options }) => options.length));
    for (let choice = 0; choice < most; choice++) {
      const decisions: DecisionsFile = {
        format: 'repatch-decisions',
        formatVersion: 1,
        decisions: openQuestions.flatMap(({ id, options }) => {
          const answer = options[choice % Math.max(1, options.length)]?.value;
          return answer === undefined ? [] : [{ id, answer }];
        }),
      };
      expectSameBundle({ bundle, connectors, decisions });
    }
    expectSameBundle({
      bundle,
      connectors,
      decisions: {
        format: 'repatch-decisions',
        formatVersion: 1,
        decisions: [...acceptRecommended(openQuestions, ['*'])],
      },
    });
  });

  it('keys that no format knows, wherever they stand, and names as odd as they come', () => {
    const { bundle, connectors } = generateEstate(5, 6);
    const odd = withKeysEverywhere(bundle) as ServiceBundle; // the same members and more
    expectSameBundle({ bundle: odd, connectors });
    const renamed = {
      ...bundle,
      services: bundle.services.map((service, index) => ({
        ...service,
        id: `${service.id}/ü. x`,
        ...(service.sweeps === undefined ? {} : { sweeps: `${service.sweeps}/ü. x` }),
        name: index % 2 === 0 ? `${'long '.repeat(60)}name` : ' From service 1. ',
        notes: [{ text: 'From service 9. Sweeper of service 8.', author: 'someone' }, { text: ' two ' }],
      })),
      crossReferences: bundle.crossReferences.map((table) =>
        typeof table.scope === 'object' && 'serviceId' in table.scope
          ? { ...table, scope: { serviceId: `${table.scope.serviceId}/ü. x` } }
          : table,
      ),
    };
    expectSameBundle({ bundle: renamed, connectors });
  });
});

function withKeysEverywhere(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withKeysEverywhere);
  if (value === null || typeof value !== 'object') return value;
  return {
    ...Object.fromEntries(Object.entries(value).map(([key, member]) => [key, withKeysEverywhere(member)])),
    'x-owner': 'finance',
  };
}

describe('the residue', () => {
  it('is not needed to read a converted flow: nothing in it stands for a part that could not be read', () => {
    for (const seed of seeds) {
      const { bundle, connectors } = generateEstate(seed);
      const { flows, residue } = convertThere({ bundle, connectors });
      expect(JSON.stringify(residue.services)).not.toContain('x-not-read');
      const { flows: outcomes } = flowsToServices({ flows, residue: { ...residue, services: [] } });
      expect(outcomes.flatMap(({ findings }) => findings.map(({ code }) => code))).toEqual([]);
    }
  });

  it('holds nothing that the flow holds', () => {
    const held = /^\/(?:name|type|sweeps|source\/connectorId|destination\/connectorId|alerts)$/u;
    for (const seed of seeds) {
      const { bundle, connectors } = generateEstate(seed);
      const { residue } = convertThere({ bundle, connectors });
      const inbound = new Set(
        bundle.services.filter(({ trigger }) => trigger?.kind !== 'schedule').map(({ id }) => id),
      );
      const repeated = residue.services
        .filter(({ service }) => !inbound.has(service))
        .flatMap(({ changes = [] }) => changes.map(({ at }) => at).filter((at) => held.test(at)));
      expect(repeated).toEqual([]);
    }
  });

  it('keeps no secret', () => {
    const { bundle, connectors } = generateEstate(2, 3);
    const [first, ...others] = bundle.connectors;
    if (first === undefined) throw new Error('the estate has connectors');
    const credentials = { apiToken: 'hunter2', user: 'acme', password: { secret: 'SHOP_PASSWORD' } };
    const { residue } = convertThere({
      bundle: { ...bundle, connectors: [{ ...first, credentials }, ...others] },
      connectors,
    });
    expect(JSON.stringify(residue)).not.toContain('hunter2');
    expect(JSON.stringify(residue)).toContain('SHOP_PASSWORD');
  });
});
