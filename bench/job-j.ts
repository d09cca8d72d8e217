// npm run bench: job J as a flow file through `repatch run`, beside the same job written by hand, in one run.
//   node bench/job-j.ts [--records 100000] [--runs 5]
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
    stream: { type: 'boolean' },
  },
});
const folder = join(import.meta.dirname, 'job-j');
const scratch = mkdtempSync(join(tmpdir(), 'repatch-bench-'));

interface Sample {
  readonly wallS: number;
  readonly cpuS: number;
  readonly peakMB: number;
}

const contenders = {
  plain: [join(folder, 'plain.ts')],
  repatch: [
    join(import.meta.dirname, '..', 'bin', 'run.js'),
    'run',
    join(folder, 'orders.flow.json'),
    '--instances',
    join(folder, 'instances.yaml'),
    '--state',
    join(scratch, 'state'),
    '--json',
    ...(options.stream === true ? ['--stream'] : []),
  ],
};
type Contender = keyof typeof contenders;

const server = spawn(process.execPath, [join(folder, 'server.ts'), options.records], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const origin = await new Promise<string>((resolve) => {
  createInterface({ input: server.stdout }).once('line', (line) =>
    resolve((JSON.parse(line) as { origin: string }).origin),
  );
});

try {
  console.log(
    `Job J on Node ${process.versions.node}, ${options.records} orders, ${options.runs} runs each, in turn\n`,
  );
  report('whole job', await compare(Number(options.records), Number(options.runs)));
  report('one order (cold start)', await compare(1, Number(options.runs)));
} finally {
  server.kill();
  rmSync(scratch, { recursive: true, force: true });
}

/** Runs the contenders in turn, so that a change in the machine's speed meets both. */
async function compare(records: number, runs: number): Promise<Record<Contender, Sample[]>> {
  const samples: Record<Contender, Sample[]> = { plain: [], repatch: [] };
  for (let run = -1; run < runs; run++) {
    for (const name of ['plain', 'repatch'] as const) {
      const sample = await measure(name, records);
      if (run >= 0) samples[name].push(sample);
    }
  }
  return samples;
}

async function measure(name: Contender, records: number): Promise<Sample> {
  await fetch(`${origin}/records?n=${records}`, { method: 'POST' });
  const usage = join(scratch, 'usage.json');
  const started = performance.now();
  const child = spawn(process.execPath, ['--import', join(folder, 'usage.mjs'), ...contenders[name]], {
    env: { ...process.env, BENCH_URL: origin, BENCH_USAGE: usage, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => (said += text.toString()));
  child.stderr.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  const wallS = (performance.now() - started) / 1000;
  const verdict = (await (await fetch(`${origin}/report`)).json()) as { ok: boolean };
  if (!verdict.ok || code !== 0)
    throw new Error(`${name} ended with ${code}: ${JSON.stringify(verdict)}\n${said.slice(-2000)}`);
  return { wallS, ...(JSON.parse(readFileSync(usage, 'utf8')) as Omit<Sample, 'wallS'>) };
}

function report(title: string, samples: Record<Contender, Sample[]>): void {
  console.log(`${title}; every record checked at the sink`);
  for (const figure of ['wallS', 'cpuS', 'peakMB'] as const) {
    const [plain, repatch] = [median(samples.plain, figure), median(samples.repatch, figure)];
    const row = [
      figure.padEnd(8),
      `plain ${plain.toFixed(2)}`.padEnd(16),
      `repatch ${repatch.toFixed(2)}`.padEnd(18),
      `ratio ${(repatch / plain).toFixed(2)}`,
    ];
    console.log(`  ${row.join('')}`);
  }
  console.log('');
}

function median(samples: readonly Sample[], figure: keyof Sample): number {
  const sorted = samples.map((sample) => sample[figure]).toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}
