import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FlowFile } from '../../src/flow/model.ts';
import { createRandom, type Random } from '../../test/support/estates/random.ts';
import { applyEdits } from './edit.ts';
import { whyEquivalent } from './equivalent.ts';
import type { Estate } from './estates.ts';
import { judge, type Verdict } from './judge.ts';
import { kinds, type Change, type MutantKind } from './kinds.ts';

export interface Subject {
  readonly estate: Estate;
  readonly service: string;
  readonly flow: FlowFile;
}

interface Options {
  readonly kind: string | undefined;
  readonly seed: number;
  readonly limit: number;
  readonly verbose: boolean;
  readonly keep: string | undefined;
}

interface Mutant extends Subject {
  readonly kind: MutantKind;
  readonly change: Change;
}

interface Tally {
  caught: number;
  survived: number;
  equivalent: number;
}

/** Tries mutants of all kinds on all subjects, up to the limit. Gives the share that is caught. */
export async function tryMutants(subjects: readonly Subject[], options: Options): Promise<number> {
  const started = Date.now();
  const ready = await verifiable(subjects);
  const mutants = choose(ready, options);
  const tallies = new Map<string, Tally>();
  let survivors = 0;
  for (const mutant of mutants) {
    const tally = tallies.get(mutant.kind.name) ?? { caught: 0, survived: 0, equivalent: 0 };
    tallies.set(mutant.kind.name, tally);
    const flow = applyEdits(mutant.flow, mutant.change.edits);
    const reason = whyEquivalent(mutant.kind, mutant.flow, flow);
    if (reason !== undefined) {
      tally.equivalent++;
      if (options.verbose) say('equivalent', mutant, reason);
      continue;
    }
    const verdict = await judge(mutant.estate, mutant.service, { flow });
    if (verdict.says === 'equal') {
      tally.survived++;
      say('SURVIVED', mutant, 'the verification says that both are equal');
      if (options.keep !== undefined) keep(options.keep, ++survivors, flow);
    } else {
      tally.caught++;
      if (options.verbose) say('caught', mutant, verdict.because);
    }
  }
  return summarise(tallies, Date.now() - started, options.seed);
}

/** Subjects that are equal without a mutant: of the others nothing can be said. */
async function verifiable(subjects: readonly Subject[]): Promise<readonly Subject[]> {
  const ready: Subject[] = [];
  const without = new Map<Verdict['says'], number>();
  for (const subject of subjects) {
    const verdict = await judge(subject.estate, subject.service, { flow: subject.flow });
    if (verdict.says === 'equal') ready.push(subject);
    else {
      without.set(verdict.says, (without.get(verdict.says) ?? 0) + 1);
      console.log(
        `${subject.estate.name}/${subject.service}\t${verdict.says} without a mutant\t${oneLine(verdict.because)}`,
      );
    }
  }
  const rest = Array.from(without, ([says, count]) => `${count} ${says}`).join(', ');
  console.log(`${subjects.length} flows, ${ready.length} equal as they are${rest === '' ? '' : `; ${rest}`}`);
  return ready;
}

/** Takes turns: one mutant of every kind from the flows in a random order, until the limit is reached. */
function choose(subjects: readonly Subject[], { kind: wanted, seed, limit }: Options): readonly Mutant[] {
  const random = createRandom(seed);
  const waiting = kinds
    .filter(({ name }) => wanted === undefined || name.includes(wanted))
    .map((kind) => mutantsOf(kind, subjects, random));
  const chosen: Mutant[] = [];
  for (let turn = 0; chosen.length < limit; turn++) {
    const round = waiting.flatMap((mutants) => mutants[turn] ?? []);
    if (round.length === 0) break;
    chosen.push(...round.slice(0, limit - chosen.length));
  }
  return chosen;
}

/** All mutants of a kind; those of one flow never follow each other while others wait. */
function mutantsOf(kind: MutantKind, subjects: readonly Subject[], random: Random): readonly Mutant[] {
  const bySubject = random
    .some(subjects, subjects.length)
    .map((subject) =>
      random.some(kind.changes(subject.flow), Number.POSITIVE_INFINITY).map((change) => ({ ...subject, kind, change })),
    );
  const mixed: Mutant[] = [];
  const longest = Math.max(0, ...bySubject.map(({ length }) => length));
  for (let turn = 0; turn < longest; turn++) mixed.push(...bySubject.flatMap((mutants) => mutants[turn] ?? []));
  return mixed;
}

function say(outcome: string, { kind, change, estate, service }: Mutant, because: string): void {
  console.log(`${outcome}\t${kind.name}\t${estate.name}/${service}\t${change.what}\t${oneLine(because)}`);
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/gu, ' ');
  return line.length > 240 ? `${line.slice(0, 239)}…` : line;
}

function keep(folder: string, number: number, flow: FlowFile): void {
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, `${number}.flow.json`), JSON.stringify(flow, null, 2));
}

function summarise(tallies: ReadonlyMap<string, Tally>, ms: number, seed: number): number {
  const all = { caught: 0, survived: 0, equivalent: 0 };
  for (const [name, { caught, survived, equivalent }] of tallies) {
    console.log(
      `${survived > 0 ? '!' : ' '} ${name}: ${caught} caught, ${survived} survived, ${equivalent} equivalent`,
    );
    all.caught += caught;
    all.survived += survived;
    all.equivalent += equivalent;
  }
  const judged = all.caught + all.survived;
  const share = judged === 0 ? 1 : all.caught / judged;
  console.log(
    `${tallies.size} kinds of mutants, ${judged} mutants, ${all.caught} caught (${(share * 100).toFixed(1)} %), ${all.survived} survived; ` +
      `${all.equivalent} more change nothing (seed ${seed}, ${(ms / 1000).toFixed(0)} s)`,
  );
  return share;
}
