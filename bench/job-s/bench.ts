// Job S: a stock list as CSV through lookup, script and route to two destinations, beside the same by hand.
import { join } from 'node:path';
import { compare, openBench, report, runOf, type Contender } from '../harness.ts';

const folder = import.meta.dirname;

/** Prints what the job costs beside the plain script. The script step alone writes and reads every record once more. */
export async function benchStock(records: number, runs: number): Promise<void> {
  const bench = await openBench([join(folder, 'server.ts'), String(records)], runs);
  try {
    console.log(
      `Job S on Node ${process.versions.node}, ${records} lines of CSV, ${runs} runs each, in turn; every record checked at its destination\n`,
    );
    const plain: Contender = { name: 'plain', command: [join(folder, 'plain.mjs')] };
    const repatch: Contender = { name: 'repatch', command: runOf(bench, join(folder, 'stock.flow.yaml')) };
    report('whole job', await compare(bench, [plain, repatch], records), [plain, repatch], { wallS: 1.4, cpuS: 1.4 });
  } finally {
    bench.close();
  }
}
