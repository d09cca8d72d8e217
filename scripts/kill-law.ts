// npm run soak:kill: ends runs by force, or fills the disk of their state, at random moments, carries them on, and checks that
// nothing was lost and nothing doubled that no run lists as in doubt.
//   node scripts/kill-law.ts [--world service|flow|routed|converted|all] [--keys yes|no|both] [--moments 200] [--records 2000]
//     [--full-disk] [--seed 1] [--only N] [--jobs 2]
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openLaw, type Law, type MomentReport } from './kill-law/law.ts';
import { worlds, type World } from './kill-law/worlds.ts';

const { values: options } = parseArgs({
  options: {
    world: { type: 'string', default: 'all' },
    keys: { type: 'string', default: 'both' },
    moments: { type: 'string' },
    records: { type: 'string', default: '2000' },
    'full-disk': { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    only: { type: 'string' },
    jobs: { type: 'string', default: '2' },
  },
});
const interruption = options['full-disk'] ? 'full disk' : 'kill';
const count = Number(options.moments ?? (options['full-disk'] ? 20 : 200));
const chosen = worlds.filter((world) => options.world === 'all' || options.world === world);
const sinks = [true, false].filter((keys) => options.keys === 'both' || options.keys === (keys ? 'yes' : 'no'));
if (chosen.length === 0 || sinks.length === 0)
  throw new Error('Use --world service|flow|routed|converted|all and --keys yes|no|both.');

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130));

for (const world of chosen) for (const keys of sinks) if (!(await checkWorld(world, keys))) process.exitCode = 1;

async function checkWorld(world: World, keys: boolean): Promise<boolean> {
  const numbers =
    options.only === undefined ? Array.from({ length: count }, (_, index) => index) : [Number(options.only)];
  const reports: MomentReport[] = [];
  let disk: Law['disk'];
  const worker = async (): Promise<void> => {
    const folder = mkdtempSync(join(tmpdir(), 'repatch-kill-law-'));
    const around = {
      world,
      keys,
      interruption,
      folder,
      records: Number(options.records),
      seed: Number(options.seed),
    } as const;
    try {
      const law = await openLaw(around);
      disk = law.disk;
      try {
        for (let number = numbers.shift(); number !== undefined; number = numbers.shift())
          reports.push(tell(await law.check(number)));
      } finally {
        await law.close();
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  await Promise.all(Array.from({ length: Math.min(Number(options.jobs), numbers.length) }, worker));
  const wrong = reports.filter(({ problems }) => problems.length > 0);
  const sum = (pick: (report: MomentReport) => number): number => reports.reduce((total, one) => total + pick(one), 0);
  console.log(
    [
      `${world}, destination ${keys ? 'honours' : 'knows no'} idempotency keys, ${options.records} records:`,
      `${reports.length} moments${disk === undefined ? '' : ` of a full disk (${disk})`},`,
      `${sum(({ wasInterrupted }) => Number(wasInterrupted))} met a run, ${sum(({ runs }) => runs)} runs;`,
      `${sum(({ doubles }) => doubles)} records twice, ${sum(({ doubted }) => doubted)} listed as in doubt;`,
      wrong.length === 0 ? 'the law holds' : `${wrong.length} moments break the law`,
    ].join(' '),
  );
  return wrong.length === 0;
}

function tell(report: MomentReport): MomentReport {
  for (const problem of report.problems)
    console.log(`  moment ${report.number} (--seed ${options.seed} --only ${report.number}): ${problem}`);
  return report;
}
