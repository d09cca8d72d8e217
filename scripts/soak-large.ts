// npm run soak:large: large documents through `repatch run`, and the memory that they take. Prints figures; never part of the tests.
//   node scripts/soak-large.ts [--mb 200] [--pages-mb 1024]
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { csvOf, jsonOf } from '../bench/large/record.ts';

const { values: options } = parseArgs({
  options: { mb: { type: 'string', default: '200' }, 'pages-mb': { type: 'string', default: '1024' } },
});
const megabyte = 1024 * 1024;
const documentBytes = Number(options.mb) * megabyte;
const pageBytes = Number(options['pages-mb']) * megabyte;
const pageSize = 5000;
const root = join(import.meta.dirname, '..');
const scratch = mkdtempSync(join(tmpdir(), 'repatch-large-'));

const server = spawn(process.execPath, [join(root, 'bench', 'large', 'server.ts')], {
  stdio: ['ignore', 'pipe', 'inherit'],
});
const origin = await new Promise<string>((resolve) => {
  createInterface({ input: server.stdout }).once(
    'line',
    (line) => resolve((JSON.parse(line) as { origin: string }).origin), // our own server
  );
});

interface Job {
  readonly name: string;
  readonly source: object;
  readonly kind: 'csv' | 'json' | 'pages';
  readonly steps: readonly object[];
  readonly bytes: number;
  /** Records that have to arrive, in order. */
  readonly records: number;
  readonly limitMB: number;
}

const csvRecords = Math.round(documentBytes / csvOf(1000).length);
const jsonRecords = Math.round(documentBytes / jsonOf(1000).length);
const pages = Math.max(1, Math.round(pageBytes / (jsonOf(1000).length * pageSize)));
const batch = { name: 'Batch', microservice: 'batch', config: { path: '*', size: 1000 } };
const jobs: readonly Job[] = [
  {
    name: `CSV of ${options.mb} MB, batched`,
    kind: 'csv',
    source: { url: `/csv?n=${csvRecords}` },
    steps: [batch],
    bytes: documentBytes,
    records: csvRecords,
    limitMB: 3 * Number(options.mb),
  },
  {
    name: `JSON list of ${options.mb} MB, batched`,
    kind: 'json',
    source: { url: `/json?n=${jsonRecords}` },
    steps: [batch],
    bytes: documentBytes,
    records: jsonRecords,
    limitMB: 3 * Number(options.mb),
  },
  {
    name: `Pages of ${options['pages-mb']} MB, filtered, mapped, batched`,
    kind: 'pages',
    source: {
      url: `/pages?pages=${pages}&size=${pageSize}`,
      dataPath: 'data',
      pagination: { method: 'Page number parameter', pageParameter: 'page' },
    },
    steps: [
      {
        name: 'Paid',
        microservice: 'filter',
        filters: [{ field: 'data.*.status', comparison: 'eq', type: 'string', value: 'paid' }],
      },
      {
        name: 'Map',
        microservice: 'map',
        config: {
          rules: [
            { sources: ['data.*.id'], target: '*.id' },
            { sources: ['data.*.price'], target: '*.amount' },
            { sources: ['data.*.text'], target: '*.description' },
          ],
        },
      },
      batch,
    ],
    bytes: pageBytes,
    records: pages * pageSize,
    limitMB: 400,
  },
];

let isBelow = true;
for (const job of jobs) isBelow = (await measure(job)) && isBelow;
server.kill();
rmSync(scratch, { recursive: true, force: true });
if (!isBelow) process.exitCode = 1;

async function measure(job: Job): Promise<boolean> {
  const folder = join(scratch, job.kind);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'x.flow.json'), JSON.stringify(flowOf(job)));
  const instance = { name: 'Shop', connector: 'shop', values: { baseUrl: origin } };
  writeFileSync(
    join(folder, 'instances.yaml'),
    JSON.stringify({ format: 'repatch-instances', formatVersion: 1, instances: [instance] }),
  );
  const usage = join(folder, 'usage.json');
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [
      '--import',
      join(root, 'bench', 'job-j', 'usage.mjs'),
      join(root, 'bin', 'run.js'),
      'run',
      join(folder, 'x.flow.json'),
    ],
    { env: { ...process.env, BENCH_USAGE: usage, NODE_NO_WARNINGS: '1' }, stdio: ['ignore', 'ignore', 'inherit'] },
  );
  const exit = await new Promise<number | null>((resolve) => child.once('close', resolve));
  const seconds = (performance.now() - started) / 1000;
  const { peakMB } = JSON.parse(readFileSync(usage, 'utf8')) as { peakMB: number }; // written by usage.mjs
  const report = (await (await fetch(`${origin}/report`)).json()) as { records: number; wrong: number }; // our own server
  const isRight =
    exit === 0 && report.wrong === 0 && report.records >= job.records * 0.999 && report.records <= job.records;
  const times = (peakMB * megabyte) / job.bytes;
  console.log(
    `${job.name}: ${report.records} of ${job.records} records, ${report.wrong} wrong, exit ${exit}, ${seconds.toFixed(1)} s, ` +
      `peak ${Math.round(peakMB)} MB (${times.toFixed(2)} times the size, limit ${job.limitMB} MB)`,
  );
  return isRight && peakMB < job.limitMB;
}

function flowOf({ source, kind, steps }: Job): object {
  const named = (name: string, direction: string, method: string): object => ({
    name,
    microservice: 'connector',
    config: { timeout: 3600 },
    connector: { name: 'Shop', system: 'shop' },
    endpoint: { name, direction, http_method: method },
  });
  const endpoints = [
    { name: 'Pull', direction: 'Receive', method: 'GET', ...source },
    { name: 'Push', direction: 'Send', method: 'POST', url: `/sink?kind=${kind}` },
  ];
  return {
    metadata: { company_name: 'Acme', flow_name: 'Large' },
    flow: {
      name: 'Large',
      is_enabled: false,
      versions: [
        { flow_name: 'Large', steps: [named('Pull', 'Receive', 'GET'), ...steps, named('Push', 'Send', 'POST')] },
      ],
    },
    systems: [{ system: { name: 'shop', protocol: 'HTTP', endpoints } }],
  };
}
