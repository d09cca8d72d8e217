// npm run bench: job J through `repatch run`, beside the same job written by hand, in one run.
//   node bench/job-j.ts [--records 100000] [--runs 5]   the flow, what its journal costs, and a cold start
//     --delay-ms 20    source and sink take so long for each answer, as a real API does
//     --service        the job as a legacy service with a ledger, beside a script that pushes record by record
//     --growth         the memory of five times as many records, beside that of --records
//     --stream         the flow with --stream
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';

const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    'delay-ms': { type: 'string', default: '0' },
    service: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    stream: { type: 'boolean', default: false },
  },
});
const records = Number(options.records);
const runs = Number(options.runs);
const delayMs = Number(options['delay-ms']);
const growth = 5;
const folder = join(import.meta.dirname, 'job-j');
const scratch = mkdtempSync(join(tmpdir(), 'repatch-bench-'));

interface Sample {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMB: number;
}
const figures = ['wallS', 'cpuS', 'peakMB'] as const;
type Figure = (typeof figures)[number];
type Targets = Partial<Record<Figure, number>>;

interface Contender {
  readonly name: string;
  readonly command: readonly string[];
}

const document = options.service
  ? [join(folder, 'service', 'orders.services.yaml'), '--service', '1']
  : [join(folder, 'orders.flow.json')];
const plain: Contender = {
  name: options.service ? 'plain, single records' : 'plain',
  command: [join(folder, 'plain.mjs'), options.service ? 'single' : 'batches'],
};
const repatch: Contender = {
  name: 'repatch',
  command: [
    join(import.meta.dirname, '..', 'bin', 'run.js'),
    'run',
    ...document,
    '--state',
    join(scratch, 'state'),
    '--json',
    ...(options.stream ? ['--stream'] : []),
  ],
};
const withoutJournal: Contender = { name: 'repatch, no journal', command: [...repatch.command, '--no-journal'] };

const server = spawn(
  process.execPath,
  [
    '--max-old-space-size=4096',
    join(folder, 'server.ts'),
    String(options.growth ? records * growth : records),
    options['delay-ms'],
  ],
  { stdio: ['ignore', 'pipe', 'inherit'] },
);
const origin = await new Promise<string>((resolve) => {
  createInterface({ input: server.stdout }).once('line', (line) =>
    resolve((JSON.parse(line) as { origin: string }).origin),
  );
});

try {
  console.log(
    `Job J on Node ${process.versions.node}, ${records} orders, ${runs} runs each, in turn${delayMs === 0 ? '' : `, ${delayMs} ms for each answer`}; every record checked at the sink\n`,
  );
  if (options.growth) await benchGrowth();
  else if (options.service) await benchService();
  else await benchFlow();
} finally {
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}

async function benchFlow(): Promise<void> {
  const contenders = delayMs === 0 ? [plain, repatch, withoutJournal] : [plain, repatch];
  const samples = await compare(contenders, records);
  const targets = delayMs === 0 ? { wallS: 1.25, cpuS: 1.25, peakMB: 0.7 } : { wallS: 1.1 };
  report('whole job', samples, [plain, repatch], targets);
  if (delayMs > 0) return;
  report('cost of the journal', samples, [withoutJournal, repatch], {});
  report('one order (cold start)', await compare([plain, repatch], 1), [plain, repatch], { wallS: 1, cpuS: 1 });
}

async function benchService(): Promise<void> {
  const samples = await compare([plain, repatch], records);
  report('whole job as a service', samples, [plain, repatch], delayMs === 0 ? { wallS: 2, cpuS: 2 } : { wallS: 1.1 });
}

/** Memory may not follow the number of records. */
async function benchGrowth(): Promise<void> {
  const few: Contender = { ...repatch, name: `${records} orders` };
  const many: Contender = { ...repatch, name: `${records * growth} orders` };
  const samples = new Map([...(await compare([few], records)), ...(await compare([many], records * growth))]);
  report(`growth${options.service ? ' as a service' : ''}`, samples, [few, many], { peakMB: 1.15 }, ['peakMB']);
}

/** Runs the contenders in turn, so that a change in the machine's speed meets all. The first round is not counted. */
async function compare(contenders: readonly Contender[], count: number): Promise<Map<Contender, Sample[]>> {
  const samples = new Map(contenders.map((contender): [Contender, Sample[]] => [contender, []]));
  for (let run = -1; run < runs; run++) {
    for (const contender of contenders) {
      const sample = await measure(contender, count);
      if (run >= 0) samples.get(contender)?.push(sample);
    }
  }
  return samples;
}

async function measure({ name, command }: Contender, count: number): Promise<Sample> {
  rmSync(join(scratch, 'state'), { recursive: true, force: true });
  await fetch(`${origin}/records?n=${count}${options.service ? '&map=service' : ''}`, { method: 'POST' });
  const usage = join(scratch, 'usage.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', join(folder, 'usage.mjs'), ...command], {
    env: { ...process.env, BENCH_URL: origin, BENCH_USAGE: usage, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  child.stderr.on('data', (text: Buffer) => (said = (said + text.toString()).slice(-4000)));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wallS = (performance.now() - started) / 1000;
  const verdict = (await (await fetch(`${origin}/report`)).json()) as { ok: boolean };
  if (!verdict.ok || code !== 0)
    throw new Error(`${name} ended with ${code}: ${JSON.stringify(verdict)}\n${said.slice(-2000)}`);
  return { wallS, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Sample, 'wallS'>) };
}

function report(
  title: string,
  samples: ReadonlyMap<Contender, readonly Sample[]>,
  [base, other]: readonly [Contender, Contender],
  targets: Targets,
  shown: readonly Figure[] = figures,
): void {
  console.log(title);
  for (const figure of shown) {
    const [floor, own] = [base, other].map((contender) => median(samples.get(contender) ?? [], figure)) as [
      number,
      number,
    ]; // one for each of two
    const ratio = own / floor;
    const target = targets[figure];
    const row = [
      figure.padEnd(8),
      `${base.name} ${floor.toFixed(2)}`.padEnd(32),
      `${other.name} ${own.toFixed(2)}`.padEnd(24),
      `ratio ${ratio.toFixed(2)}`.padEnd(12),
      target === undefined ? '' : `${ratio <= target ? 'within' : 'ABOVE'} ${target}`,
    ];
    console.log(`  ${row.join('')}`.trimEnd());
  }
  console.log('');
}

function median(samples: readonly Sample[], figure: Figure): number {
  const sorted = samples.map((sample) => sample[figure]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
