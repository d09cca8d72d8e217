import { convertBundle } from '../../src/convert/convert.ts';
import type { Decision, DecisionsFile } from '../../src/legacy/decisions.ts';
import { openEstate, type Estate } from './estates.ts';
import { judge, type Verdict } from './judge.ts';

interface Options {
  readonly count: number;
  /** Seed of the first estate; the others follow. */
  readonly seed: number;
  readonly kind: string | undefined;
  readonly service: string | undefined;
}

/** So many services are tried with each answer that is not the recommended one. */
const triesOfAnswer = 3;

/** Converts and verifies services as they are, then with every other answer. Gives the number of faults. */
export async function tryUnmutated({ count, seed, kind, service }: Options): Promise<number> {
  const started = Date.now();
  const tally: Record<Verdict['says'], number> = { equal: 0, differs: 0, unverified: 0, crash: 0 };
  const answers = new Map<string, { tried: number; readonly faults: string[] }>();
  let done = 0;
  let asTried = 0;
  for (let number = seed; done < count; number++) {
    const estate = await openEstate(String(number), Math.min(20, count - done));
    const { decisions } = convertBundle(estate);
    for (const { id } of estate.bundle.services) {
      done++;
      if (service !== undefined && service !== id) continue;
      const plain = await judge(estate, id);
      tally[plain.says]++;
      if ((plain.uncovered ?? 0) > 0) asTried++;
      if (plain.says !== 'equal') {
        say(`${estate.name}/${id}`, plain);
        // What goes wrong here is not the fault of another answer.
        continue;
      }
      for (const decision of decisions.decisions)
        if (decision.id.startsWith(`${id}/`)) await tryAnswers(estate, id, decision, decisions, { answers, kind });
    }
  }
  let faults = tally.differs + tally.crash;
  for (const [name, { tried, faults: found }] of [...answers].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    console.log(`${found.length > 0 ? '!' : ' '} ${name}: ${tried} tried${found.map((one) => `, ${one}`).join('')}`);
    faults += found.length;
  }
  console.log(
    `${done} services: ${tally.equal} equal (${asTried} as far as tried), ${tally.differs} differ, ${tally.crash} crash, ${tally.unverified} not verified; ` +
      `${answers.size} other answers (from seed ${seed}, ${((Date.now() - started) / 1000).toFixed(0)} s)`,
  );
  return faults;
}

async function tryAnswers(
  estate: Estate,
  service: string,
  { id, options = [], recommended }: Decision,
  file: DecisionsFile,
  {
    answers,
    kind,
  }: {
    readonly answers: Map<string, { tried: number; readonly faults: string[] }>;
    readonly kind: string | undefined;
  },
): Promise<void> {
  for (const { value } of options.map(filledIn)) {
    const name = `${kindOfDecision(id)} = ${value}`;
    if (value === recommended || (kind !== undefined && !name.includes(kind))) continue;
    const tries = answers.get(name) ?? { tried: 0, faults: [] };
    answers.set(name, tries);
    if (tries.tried === triesOfAnswer) continue;
    tries.tried++;
    const decisions = {
      ...file,
      decisions: file.decisions.map((one) => (one.id === id ? { ...one, answer: value } : one)),
    };
    const verdict = await judge(estate, service, { decisions });
    if (verdict.says === 'equal' || verdict.says === 'unverified') continue;
    tries.faults.push(`${estate.name}/${service} ${verdict.says}`);
    say(`${estate.name}/${service}\t${id} = ${value}`, verdict);
  }
}

/** What is written in a blank decides nothing about the kind of answer; fields are offered by name as well. */
function filledIn({ value }: { readonly value: string }): { readonly value: string } {
  return {
    value: value.replace('<date>', '2026-01-02T00:00:00Z').replace('<file>', 'ledger.csv').replace('<path>', 'x'),
  };
}

/** `1001/filter/3` is of the kind "filter", and so are all others; names of endpoints are one answer. */
function kindOfDecision(id: string): string {
  return id
    .split('/')
    .slice(1, 3)
    .join('/')
    .replace(/\/(?:\d+|x\d+)$/u, '');
}

function say(where: string, { says, because }: Verdict): void {
  console.log(`${says}\t${where}\t${because.replaceAll(/\s+/gu, ' ').slice(0, 300)}`);
}
