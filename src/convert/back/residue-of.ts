import type { ServiceBundle } from '../../legacy/bundle.ts';
import type { Residue } from '../../legacy/residue.ts';
import type { JsonObject } from '../../text/json.ts';
import type { ConvertedFlow } from '../convert.ts';
import { differenceOf } from './difference.ts';
import { Lookups } from './lookups.ts';
import { printMarks } from './marks.ts';
import { readService } from './service-from-flow.ts';
import { withoutSecrets } from './surroundings.ts';

/**
 * What the flows of a bundle cannot hold: each flow is read back, and the difference to its service is noted. What was read
 * correctly needs no residue, so that a change of the flow reaches the service.
 */
export function residueOf(bundle: ServiceBundle, flows: readonly ConvertedFlow[]): Residue {
  const { services, ...rest } = bundle;
  const surroundings = withoutSecrets(rest);
  const lookups = new Lookups(surroundings, {});
  const byId = new Map(services.map((service) => [service.id, service]));
  const residues = flows.flatMap(({ service: id, flow }) => {
    const service = byId.get(id);
    if (service === undefined) return [];
    const { draft, marks } = readService(flow, surroundings, lookups);
    const difference = differenceOf(draft, service as unknown as JsonObject); // its members by name
    return [{ service: id, ...difference, marks: printMarks(marks) }];
  });
  return {
    format: 'repatch-residue',
    formatVersion: 1,
    bundle: surroundings,
    order: services.map(({ id }) => id),
    services: residues,
    lookups: lookups.digests(),
  };
}
