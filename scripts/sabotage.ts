// npm run sabotage: breaks what works, in a copy of the repository, and sees whether the tests notice.
// Units: every way to break every one of them, by test/contract/sabotage.test.ts. Mutants: small changes, chosen by a seed.
// Options: --seed N (default 1), --count N (default 60), --mutants, --units or --planted (errors in code that services and flows share) alone, --quick: only tests that load the file.
import { dirname, join } from 'node:path';
import { parseArgs } from 'node:util';
import { chooseMutants, type Mutant } from './sabotage/mutants.ts';
import { plantedMutants } from './sabotage/planted.ts';
import { RelatedTests } from './sabotage/related-tests.ts';
import { Scratch } from './sabotage/scratch.ts';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    units: { type: 'boolean', default: false },
    mutants: { type: 'boolean', default: false },
    quick: { type: 'boolean', default: false },
    planted: { type: 'boolean', default: false },
  },
});

/** Of 60 mutants, so many have to be noticed. */
const wanted = 57 / 60;
/** Far beyond what the tests of one file or all of them take; what takes longer does not end. */
const relatedLimitMs = 180_000;
const suiteLimitMs = 900_000;

const origin = dirname(import.meta.dirname);
const vitest = [join('node_modules', 'vitest', 'vitest.mjs'), 'run', '--bail=1', '--silent', '--reporter=dot'];
const scratch = new Scratch(origin);
try {
  const both = !values.units && !values.mutants && !values.planted;
  if (both || values.units) await breakUnits();
  if (both || values.mutants)
    await breakLines(chooseMutants(origin, Number(values.seed), Number(values.count)), wanted, !values.quick);
  if (both || values.planted) await breakLines(plantedMutants(origin), 1, false);
} finally {
  scratch.remove();
}

async function breakUnits(): Promise<void> {
  const outcome = await scratch.run([...vitest, 'test/contract/sabotage.test.ts'], suiteLimitMs);
  console.log(
    `units: ${outcome === 'passed' ? 'every damage is noticed' : 'see npx vitest run test/contract/sabotage.test.ts'}`,
  );
  if (outcome !== 'passed') process.exitCode = 1;
}

/** `share`: how many have to be noticed. `bySuite`: tests that do not load the file may notice as well. */
async function breakLines(mutants: readonly Mutant[], share: number, bySuite: boolean): Promise<void> {
  const related = new RelatedTests(origin);
  const survivors: Mutant[] = [];
  for (const [index, mutant] of mutants.entries()) {
    const started = Date.now();
    const by = await scratch.with(mutant.file, mutant.text, () => noticedBy(mutant, related, bySuite));
    const seconds = ((Date.now() - started) / 1000).toFixed(1);
    if (by === undefined) survivors.push(mutant);
    console.log(`${index + 1}\t${by ?? 'NOT NOTICED'}\t${seconds} s\t${mutant.file}:${mutant.line}\t${mutant.change}`);
  }
  const noticed = mutants.length - survivors.length;
  console.log(`mutants: ${noticed} of ${mutants.length} noticed (seed ${values.seed})`);
  if (noticed < mutants.length * share) process.exitCode = 1;
}

/** Which tests fail with the mutant in place; `undefined`: none. */
async function noticedBy({ file }: Mutant, related: RelatedTests, bySuite: boolean): Promise<string | undefined> {
  const { quick, slow, far } = related.of(file);
  const noticed =
    (await failing('quick tests', quick, relatedLimitMs)) ??
    (await failing('slow tests', slow, relatedLimitMs)) ??
    (await failing('tests around it', far, suiteLimitMs));
  if (noticed !== undefined || !bySuite) return noticed;
  // Tests of the command run what was built.
  if ((await scratch.run(['scripts/build.ts'], suiteLimitMs)) !== 'passed') return 'the build';
  const done = new Set([...quick, ...slow, ...far]);
  return failing(
    'the whole suite',
    related.all.filter((test) => !done.has(test)),
    suiteLimitMs,
  );
}

async function failing(what: string, tests: readonly string[], limitMs: number): Promise<string | undefined> {
  if (tests.length === 0) return undefined;
  const outcome = await scratch.run([...vitest, ...tests], limitMs);
  return outcome === 'passed' ? undefined : outcome === 'endless' ? `${what} (endless)` : what;
}
