import { mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { RunResult } from '../../src/contract/events.ts';
import { mountSmallDisk, runUntil, type Extent, type Moment, type SmallDisk } from './interruptions.ts';
import { judge, type Verdict } from './judge.ts';
import { seededRandom } from './random.ts';
import { startRepatch, type Ended } from './repatch.ts';
import { startThirdParty, type ThirdParty } from './third-party.ts';
import { prepareWorld, type World } from './worlds.ts';

export interface LawOptions {
  readonly world: World;
  readonly records: number;
  /** Whether the destination honours idempotency keys. */
  readonly keys: boolean;
  /** `kill`: SIGKILL. `full disk`: the disk of the state has no room any more. */
  readonly interruption: 'kill' | 'full disk';
  readonly seed: number;
  /** An empty folder. */
  readonly folder: string;
}

export interface MomentReport extends Verdict {
  readonly number: number;
  /** False when the run had ended before the moment came. */
  readonly wasInterrupted: boolean;
  readonly runs: number;
}

export interface Law {
  /** How the disk is made full, where it is. */
  readonly disk: 'own disk' | 'limit on the size of files' | undefined;
  /** Interrupts a run at the moment of this number, carries it on until it ends well, and judges what became of it. */
  check(number: number): Promise<MomentReport>;
  close(): Promise<void>;
}

const diskBytes = 48 * 1024 * 1024;
/** Runs until the last one has to have ended well. */
const mostRuns = 8;
/** How often a run that carries on is interrupted as well. */
const interruptedAgain = 0.3;

/** Prepares the documents of a world, and measures one run that nothing interrupts. */
export async function openLaw(options: LawOptions): Promise<Law> {
  const { world, records, keys, seed, folder } = options;
  const party = await startThirdParty(records, keys, seededRandom(seed));
  const isDisk = options.interruption === 'full disk';
  const disk = isDisk ? mountSmallDisk(join(folder, 'disk'), diskBytes) : undefined;
  const stateFolder = disk?.folder ?? join(folder, 'state');
  try {
    const run = [
      ...(await prepareWorld(world, folder, { origin: party.origin, keys })),
      '--json',
      '--state',
      stateFolder,
    ];
    const extent = await measure(run, stateFolder, party);
    const around: Around = { ...options, party, disk, stateFolder, run, extent };
    const whole = judge({ world, records, keys, party, stateFolder, results: [] });
    if (whole.problems.length > 0) throw new Error(`A run that nothing interrupts fails: ${whole.problems.join('; ')}`);
    return {
      disk: isDisk ? (disk === undefined ? 'limit on the size of files' : 'own disk') : undefined,
      check: (number) => checkMoment(number, around),
      async close() {
        await party.close();
        disk?.remove();
      },
    };
  } catch (error) {
    await party.close();
    disk?.remove();
    throw error;
  }
}

interface Around extends LawOptions {
  readonly party: ThirdParty;
  readonly disk: SmallDisk | undefined;
  readonly stateFolder: string;
  readonly run: readonly string[];
  readonly extent: Extent & { readonly stateBytes: number };
}

async function measure(run: readonly string[], stateFolder: string, party: ThirdParty): Promise<Around['extent']> {
  // The first run fills the compile cache of the machine; the second is measured.
  let [events, durationMs] = [0, 0];
  for (let round = 0; round < 2; round++) {
    reset(stateFolder, party);
    party.watch((event) => (events = event));
    const started = performance.now();
    const { by, stdout, stderr } = await startRepatch(run).ended;
    durationMs = performance.now() - started;
    if (by !== 0) throw new Error(`The run ends with ${by}:\n${stdout.slice(0, 2000)}\n${stderr.slice(0, 2000)}`);
  }
  const stateBytes = readdirSync(stateFolder)
    .map((name) => statSync(join(stateFolder, name)).size)
    .reduce((sum, size) => Math.max(sum, size), 0);
  return { events, durationMs, stateBytes };
}

function reset(stateFolder: string, party: ThirdParty): void {
  party.watch(undefined);
  party.reset();
  rmSync(stateFolder, { recursive: true, force: true });
  mkdirSync(stateFolder, { recursive: true });
}

async function checkMoment(number: number, around: Around): Promise<MomentReport> {
  const { world, records, keys, party, stateFolder, run, disk } = around;
  const random = seededRandom(around.seed * 100_003 + number);
  reset(stateFolder, party);
  const results: RunResult[] = [];
  const problems: string[] = [];
  let wasInterrupted = false;
  let args = run;
  let runs = 0;
  for (;;) {
    const isInterrupted = runs === 0 || (random() < interruptedAgain && runs < mostRuns - 3);
    runs++;
    const ended = isInterrupted
      ? await interrupt(args, pickMoment(random), around)
      : { ...(await startRepatch(args).ended), came: false };
    wasInterrupted ||= ended.came;
    disk?.free();
    const printed = read(ended);
    if (printed?.status !== undefined) results.push(printed);
    if (ended.by === 0 || runs === mostRuns) {
      if (ended.by !== 0) problems.push(`${runs} runs, and the last one ends with ${ended.by}: ${codesOf(ended)}`);
      break;
    }
    if (ended.by !== 'SIGKILL') problems.push(...rudeness(ended, around));
    const [, id] = /--resume ([\w-]{8,})/u.exec(ended.stdout + ended.stderr) ?? [];
    args = id === undefined ? run : [...run, '--resume', id];
  }
  const verdict = judge({ world, records, keys, party, stateFolder, results });
  return { ...verdict, problems: [...problems, ...verdict.problems], number, wasInterrupted, runs };
}

async function interrupt(
  args: readonly string[],
  moment: Moment,
  { interruption, disk, party, extent }: Around,
): Promise<Ended & { readonly came: boolean }> {
  if (interruption === 'kill') return runUntil(args, party, { moment, extent }, (pid) => process.kill(pid, 'SIGKILL'));
  if (disk !== undefined) return runUntil(args, party, { moment, extent }, () => disk.fill());
  const ended = await startRepatch(args, moment.at * extent.stateBytes).ended;
  return { ...ended, came: ended.by !== 0 };
}

function pickMoment(random: () => number): Moment {
  return { by: random() < 0.5 ? 'event' : 'time', at: random(), delayMs: random() * 2 };
}

/** What a run printed, when it was one. */
function read({ stdout }: Ended): RunResult | undefined {
  try {
    const value = JSON.parse(stdout) as RunResult; // looked at with care
    return Array.isArray(value.inDoubt) ? value : undefined;
  } catch {
    return undefined;
  }
}

function codesOf({ stdout, stderr }: Ended): string {
  const codes = (stdout + stderr).matchAll(/"code":\s*"(?<code>[a-z]+\/[a-z0-9-]+)"/gu);
  return [...new Set(Array.from(codes, ({ groups }) => groups?.['code']))].join(', ') || stderr.slice(0, 300);
}

/** A run that was not killed says by code why it did not end well. */
function rudeness(ended: Ended, { interruption }: Around): string[] {
  const codes = codesOf(ended);
  const expected =
    interruption === 'kill'
      ? /run\/unfinished/u
      : /run\/(?:unfinished|disk-full|state-unusable|spill-failed)|cli\/system-error/u;
  if (expected.test(codes) && !codes.includes('cli/bug')) return [];
  return [`a run ended with ${ended.by}: ${codes}`];
}
