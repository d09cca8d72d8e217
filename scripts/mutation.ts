// Changes converted flows in one place each, as people and converters do by mistake, and asks the verification about every
// one of them: it has to find the difference. With --unmutated: converts and verifies as it is; nothing may differ.
import { parseArgs } from 'node:util';
import { convertBundle } from '../src/convert/convert.ts';
import { openEstate } from './mutation/estates.ts';
import { kinds } from './mutation/kinds.ts';
import { tryMutants } from './mutation/try-mutants.ts';
import { tryUnmutated } from './mutation/unmutated.ts';
import { writeEstate } from '../test/support/estates/write-estate.ts';
import { generateEstate } from '../test/support/estates/estate.ts';

const { values } = parseArgs({
  options: {
    /** Names of estates: "acme", or the seed of a generated one; with "-simple" behind it, converted to simple flows. */
    estate: { type: 'string', multiple: true, default: ['acme', '1', '2', '3', 'acme-simple', '1-simple'] },
    /** Part of the name of a kind of mutants, or of decisions. */
    kind: { type: 'string' },
    service: { type: 'string' },
    seed: { type: 'string', default: '1' },
    /** So many mutants, spread over kinds, estates and services. */
    limit: { type: 'string', default: '1200' },
    /** So many conversions without a mutant. */
    unmutated: { type: 'string' },
    kinds: { type: 'boolean', default: false },
    /** Writes a generated estate to a folder. */
    write: { type: 'string' },
    /** Prints every mutant, and not only those that survive. */
    verbose: { type: 'boolean', default: false },
    /** Writes the flow of the mutants that survive into a folder. */
    keep: { type: 'string' },
  },
});

const wanted = 0.98;
const pick = { kind: values.kind, service: values.service };

if (values.kinds) {
  for (const { name } of kinds) console.log(name);
  console.log(`${kinds.length} kinds`);
} else if (values.write !== undefined) {
  for (const name of values.estate) console.log(writeEstate(generateEstate(Number(name)), values.write));
} else if (values.unmutated !== undefined) {
  const faults = await tryUnmutated({ count: Number(values.unmutated), seed: Number(values.seed), ...pick });
  process.exitCode = faults === 0 ? 0 : 1;
} else {
  const estates = await Promise.all(values.estate.map((name) => openEstate(name)));
  const cases = estates.flatMap((estate) =>
    convertBundle(estate)
      .flows.filter(({ flow }) => estate.decisions === undefined || flow['x-repatch']?.profile !== undefined)
      .flatMap(({ service, flow }) =>
        pick.service === undefined || pick.service === service ? [{ estate, service, flow }] : [],
      ),
  );
  const share = await tryMutants(cases, {
    kind: values.kind,
    seed: Number(values.seed),
    limit: Number(values.limit),
    verbose: values.verbose,
    keep: values.keep,
  });
  process.exitCode = share >= wanted ? 0 : 1;
}
