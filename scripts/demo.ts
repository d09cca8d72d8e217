// npm start: the guided tour on the fixture estate. Every step is a command of the built `repatch`, shown as typed.
import { readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { execaSync } from 'execa';
import { readDocument } from '../src/workspace/read-document.ts';
import type { ServiceBundle } from '../src/legacy/bundle.ts';

const root = dirname(import.meta.dirname);
const estate = 'fixtures/estate-acme/acme.services.yaml';
const out = 'build/demo';
const now = '2026-03-01T10:00:00Z';
const printing = { stdio: ['ignore', 'inherit', 'inherit'], reject: false } as const;

process.chdir(root);
rmSync(out, { recursive: true, force: true });

title(`The estate: ${estate}`);
const { value } = await readDocument(estate);
const bundle = value as ServiceBundle; // the fixture is checked by the tests
console.log(`${bundle.company.name}, ${bundle.companyGroups.map(({ name }) => name).join(' and ')}\n`);
for (const { id, name, type, active, trigger, filters, mappings } of bundle.services) {
  const facts = [
    type,
    active ? 'active' : 'inactive',
    trigger?.kind ?? 'no trigger',
    `${filters.length} filters`,
    `${mappings.length} mappings`,
  ];
  console.log(`  ${id}  ${name.padEnd(34)} ${facts.join(', ')}`);
}

title('Convert every service to a process flow. What a person must decide is asked, not guessed');
run(['convert', estate, '--out', out], [0, 1]);

title('Check the flows, as a commit hook would');
run(['validate', out], [0]);

title('Run service and flow side by side: same samples, same faults, compare what arrives');
run(['verify', estate, out, '--now', now, '--out', `${out}/verify.json`], [0]);

title('Once more against third parties written by hand: the service, then its flow');
const service = requestsOf('service', [estate, '--service', '1001']);
const flow = requestsOf('flow', [`${out}/1001-orders-to-warehouse.flow.json`]);
console.log(
  `\nThe service sent ${service.length} requests, the flow ${flow.length}: ${service.join() === flow.join() ? 'the same, in the same order' : 'NOT the same'}.`,
);
if (service.join() !== flow.join()) process.exitCode = 1;

title('What to look at');
for (const file of ['report.md', 'decisions.yaml', '1001-orders-to-warehouse.flow.json', 'verify.json'])
  console.log(`  ${out}/${file}`);
console.log('\nNext: answer build/demo/decisions.yaml and convert again, or try it on a bundle of your own.');

function title(text: string): void {
  console.log(`\n— ${text}\n`);
}

function run(args: readonly string[], expected: readonly number[]): void {
  console.log(`$ repatch ${args.join(' ')}`);
  const { exitCode } = execaSync(process.execPath, ['bin/run.js', ...args], printing);
  if (!expected.includes(exitCode ?? -1)) process.exit(exitCode ?? 1);
}

/** Runs against the stand-ins and returns what they were sent, without the idempotency keys. */
function requestsOf(world: string, target: readonly string[]): readonly string[] {
  const file = join(out, `${world}-requests.jsonl`);
  const args = ['run', ...target, '--now', now];
  console.log(`$ repatch ${args.join(' ')}`);
  const standIns = ['scripts/stand-ins.ts', '--requests', file, process.execPath, 'bin/run.js', ...args];
  execaSync(process.execPath, standIns, printing);
  const lines = readFileSync(file, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.stringify({ ...(JSON.parse(line) as object), idempotencyKey: undefined }));
}
