// Job J: orders page by page through filter, batch and map to one destination, beside the same by hand.
import { join } from 'node:path';
import { compare, openBench, report, runOf, type Bench, type Contender } from '../harness.ts';

const folder = import.meta.dirname;

interface JobOptions {
  readonly records: number;
  readonly runs: number;
  /** Time that source and sink take for each answer. */
  readonly delayMs: number;
  /** The job as a legacy service with a ledger, beside a script that pushes record by record. */
  readonly isService: boolean;
  /** The memory of five times as many records, beside that of `records`. */
  readonly isGrowth: boolean;
  readonly isStreamed: boolean;
}

const growth = 5;

/** A job, ready to be measured. */
interface Job extends JobOptions {
  readonly bench: Bench;
  readonly plain: Contender;
  readonly repatch: Contender;
}

/** Prints what the job costs beside the plain script. */
export async function benchOrders(options: JobOptions): Promise<void> {
  const { records, runs, delayMs, isService, isGrowth, isStreamed } = options;
  const bench = await openBench(
    [join(folder, 'server.ts'), String(isGrowth ? records * growth : records), String(delayMs)],
    runs,
    isService ? '&map=service' : '',
  );
  const document = isService
    ? [join(folder, 'service', 'orders.services.yaml'), '--service', '1']
    : [join(folder, 'orders.flow.json')];
  const plain: Contender = {
    name: isService ? 'plain, single records' : 'plain',
    command: [join(folder, 'plain.mjs'), isService ? 'single' : 'batches'],
  };
  const repatch: Contender = {
    name: 'repatch',
    command: runOf(bench, ...document, ...(isStreamed ? ['--stream'] : [])),
  };
  try {
    console.log(
      `Job J on Node ${process.versions.node}, ${records} orders, ${runs} runs each, in turn${delayMs === 0 ? '' : `, ${delayMs} ms for each answer`}; every record checked at the sink\n`,
    );
    const job: Job = { ...options, bench, plain, repatch };
    if (isGrowth) await benchGrowth(job);
    else if (isService) await benchService(job);
    else await benchFlow(job);
  } finally {
    bench.close();
  }
}

async function benchFlow({ bench, plain, repatch, records, delayMs }: Job): Promise<void> {
  const withoutJournal: Contender = { name: 'repatch, no journal', command: [...repatch.command, '--no-journal'] };
  const contenders = delayMs === 0 ? [plain, repatch, withoutJournal] : [plain, repatch];
  const samples = await compare(bench, contenders, records);
  const targets = delayMs === 0 ? { wallS: 1.25, cpuS: 1.25, peakMB: 0.7 } : { wallS: 1.1 };
  report('whole job', samples, [plain, repatch], targets);
  if (delayMs > 0) return;
  report('cost of the journal', samples, [withoutJournal, repatch], {});
  report('one order (cold start)', await compare(bench, [plain, repatch], 1), [plain, repatch], { wallS: 1, cpuS: 1 });
}

async function benchService({ bench, plain, repatch, records, delayMs }: Job): Promise<void> {
  const samples = await compare(bench, [plain, repatch], records);
  report('whole job as a service', samples, [plain, repatch], delayMs === 0 ? { wallS: 2, cpuS: 2 } : { wallS: 1.1 });
}

/** Memory may not follow the number of records. */
async function benchGrowth({ bench, repatch, records, isService }: Job): Promise<void> {
  const few: Contender = { ...repatch, name: `${records} orders` };
  const many: Contender = { ...repatch, name: `${records * growth} orders` };
  const samples = new Map([
    ...(await compare(bench, [few], records)),
    ...(await compare(bench, [many], records * growth)),
  ]);
  report(`growth${isService ? ' as a service' : ''}`, samples, [few, many], { peakMB: 1.15 }, ['peakMB']);
}
