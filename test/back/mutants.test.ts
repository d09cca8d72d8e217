import { describe, expect, it } from 'vitest';
import { applyEdits } from '../../scripts/mutation/edit.ts';
import { kinds } from '../../scripts/mutation/kinds.ts';
import { flowsToServices } from '../../src/convert/back/flows-to-services.ts';
import { canonicalJson } from '../../src/text/json.ts';
import { generateEstate } from '../support/estates/estate.ts';
import { asFile, convertThere } from '../support/way-back.ts';

/** Kinds of which some or all leave the service as it is, and why. */
const without: ReadonlyMap<string, string> = new Map([
  ['idempotency key deleted', 'data of the toolkit, which the platform drops'],
  ['other idempotency key', 'as above'],
  ['flow enabled', 'a flow runs when it is deployed as well'],
  ['address of an endpoint', 'part of the connector, which a service does not hold'],
  ['match_order swapped', 'rows are joined by AND: their order means nothing'],
  ['missing value: policy deleted', 'the service said nothing either'],
  ['lookup with another match type', 'rows have match types of their own'],
]);

describe('whatever is changed in a converted flow shows in the service, or is said', () => {
  const { bundle, connectors } = generateEstate(3, 6);
  const { flows, residue } = convertThere({ bundle, connectors });
  const before = flows.map((flow) => canonicalJson(asFile(flowsToServices({ flows: [flow], residue }).bundle)));

  it.each(kinds.filter(({ name }) => !without.has(name)))('$name', ({ changes }) => {
    const silent = flows.flatMap((flow, index) =>
      changes(flow).flatMap(({ edits, what }) => {
        const mutant = asFile(applyEdits(flow, edits));
        if (canonicalJson(mutant) === canonicalJson(flow)) return [];
        const { bundle: after, flows: outcomes } = flowsToServices({ flows: [mutant], residue });
        const isSaid = outcomes.some(({ findings }) => findings.length > 0);
        return isSaid || canonicalJson(asFile(after)) !== before[index] ? [] : [what];
      }),
    );
    expect(silent).toEqual([]);
  });
});
