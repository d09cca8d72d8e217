// npm run bench:convert: what the conversion of large bundles costs, from reading the file to the last byte written.
//   node bench/convert.ts [services …]
import { spawnSync } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { generateEstate, type RetailEstate } from '../test/support/estates/estate.ts';
import { writeEstate } from '../test/support/estates/write-estate.ts';

const { positionals } = parseArgs({ allowPositionals: true });
const sizes = positionals.length === 0 ? [1000, 10_000] : positionals.map(Number);
const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'repatch-bench-'));

/** What must hold at 10,000 services. */
const limits = { perService: 1.3, peakMB: 1000, cpuS: 40, reportMB: 40 };

interface Sample {
  readonly services: number;
  readonly cpuS: number;
  readonly peakMB: number;
  readonly reportMB: number;
  readonly files: number;
}

/** An estate of many services has sweepers that are called like other services. */
function withOwnIds({ bundle, ...estate }: RetailEstate): RetailEstate {
  const services = bundle.services.map((service) =>
    service.sweeps === undefined ? service : { ...service, id: `${service.sweeps}-sweeper` },
  );
  const samples = { records: new Map(), inbound: new Map() };
  return { ...estate, samples, bundle: { ...bundle, services } };
}

function measure(services: number): Sample {
  const folder = join(scratch, String(services));
  const file = writeEstate(withOwnIds(generateEstate(7, services)), folder);
  const out = join(folder, 'flows');
  const usage = join(folder, 'usage.json');
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      '--import',
      join(import.meta.dirname, 'job-j', 'usage.mjs'),
      join(root, 'bin', 'run.js'),
      'convert',
      file,
      '--out',
      out,
    ],
    {
      cwd: folder,
      env: { ...process.env, BENCH_USAGE: usage },
      stdio: ['ignore', 'ignore', 'pipe'],
      maxBuffer: 2 ** 28,
    },
  );
  if (status !== 0 && status !== 1) throw new Error(`convert ended with ${status}: ${String(stderr).slice(-2000)}`);
  const used = JSON.parse(readFileSync(usage, 'utf8')) as { readonly cpuS: number; readonly peakMB: number };
  return {
    services,
    ...used,
    reportMB: statSync(join(out, 'report.json')).size / 1e6,
    files: globSync('*.flow.json', { cwd: out }).length,
  };
}

try {
  console.log(`Node ${process.versions.node}; CPU seconds and peak memory of the whole command\n`);
  const samples = sizes.map((services) => {
    const sample = measure(services);
    const perService = (sample.cpuS * 1000) / services;
    console.log(
      `${String(services).padStart(6)} services  ${sample.cpuS.toFixed(1).padStart(6)} s  ${perService.toFixed(2).padStart(6)} ms each  ` +
        `${sample.peakMB.toFixed(0).padStart(5)} MB  report.json ${sample.reportMB.toFixed(1).padStart(6)} MB  ${sample.files} flows`,
    );
    rmSync(join(scratch, String(services)), { recursive: true });
    return sample;
  });
  const [first, last] = [samples[0], samples.at(-1)];
  if (first !== undefined && last !== undefined && last !== first) {
    const ratio = last.cpuS / last.services / (first.cpuS / first.services);
    const broken = [
      ...(ratio > limits.perService ? ['time per service'] : []),
      ...(last.peakMB > limits.peakMB ? ['memory'] : []),
      ...(last.cpuS > limits.cpuS ? ['CPU time'] : []),
      ...(last.reportMB > limits.reportMB ? ['size of report.json'] : []),
    ];
    console.log(
      `\ntime per service: ${ratio.toFixed(2)} times that of ${first.services}; limits at ${last.services}: ${limits.perService} times, ` +
        `${limits.peakMB} MB, ${limits.cpuS} s, report.json ${limits.reportMB} MB`,
    );
    if (broken.length > 0) {
      console.log(`over the limit: ${broken.join(', ')}`);
      process.exitCode = 1;
    }
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
