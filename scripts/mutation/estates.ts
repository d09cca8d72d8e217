import { join } from 'node:path';
import { resolveProfile } from '../../src/config/profile.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { loadSamples } from '../../src/simulator/load-samples.ts';
import { prepareEstate } from '../../src/verify/prepare-estate.ts';
import type { VerifyInput } from '../../src/verify/verify-bundle.ts';
import { readDocument } from '../../src/workspace/read-document.ts';
import { loadWorkspace } from '../../src/workspace/workspace.ts';
import { generateEstate } from '../../test/support/estates/estate.ts';

/** What a verification is given of an estate. */
export type Estate = Pick<VerifyInput, 'bundle' | 'connectors' | 'instances' | 'samples' | 'profile' | 'decisions'> & {
  readonly name: string;
};

const fixture = join(import.meta.dirname, '../../fixtures/estate-acme/acme.services.yaml');

const simple = '-simple';

/** With simple flows, where the pushed record says which one it is. */
const simpleFlows: NonNullable<VerifyInput['decisions']> = {
  format: 'repatch-decisions',
  formatVersion: 1,
  decisions: [{ id: '*/flow-form', answer: 'pushed-record' }],
};

/** The fixture estate (`acme`), or the generated one of a seed; with `-simple` behind it, converted to simple flows. */
export async function openEstate(name: string, services = 20): Promise<Estate> {
  if (name.endsWith(simple))
    return { ...(await openEstate(name.slice(0, -simple.length), services)), name, decisions: simpleFlows };
  if (name !== 'acme') {
    const seed = Number(name);
    if (!Number.isInteger(seed)) throw new Error(`An estate is "acme" or a whole number, not "${name}".`);
    const estate = generateEstate(seed, services);
    // Flows are converted with the definitions that the verification makes up where there is none.
    const { connectors } = prepareEstate(estate.bundle, estate.connectors, new Map());
    return { ...estate, connectors, name, instances: new Map(), profile: resolveProfile() };
  }
  const { value } = await readDocument(fixture);
  const bundle = value as ServiceBundle; // tests of the fixture check it
  const workspace = await loadWorkspace(fixture);
  const samples = await loadSamples(
    workspace.samplesFolder,
    workspace.connectors.values(),
    bundle.services.map(({ id }) => id),
  );
  return {
    name,
    bundle,
    samples,
    connectors: workspace.connectors,
    instances: workspace.instances,
    profile: workspace.profile,
  };
}
