// npm run bench: whole runs beside the same work written by hand, in one run. Prints ratios.
//   npm run bench -- [--records 100000] [--runs 5]   job J, what its journal costs, and a cold start; then job S
//     --job J          one of the two
//     --delay-ms 20    job J: source and sink take so long for each answer, as a real API does
//     --service        job J as a legacy service with a ledger, beside a script that pushes record by record
//     --growth         job J: the memory of five times as many records, beside that of --records
//     --stream         job J with --stream
import { parseArgs } from 'node:util';
import { benchOrders } from './job-j/bench.ts';
import { benchStock } from './job-s/bench.ts';

const { values: options } = parseArgs({
  options: {
    records: { type: 'string', default: '100000' },
    runs: { type: 'string', default: '5' },
    job: { type: 'string' },
    'delay-ms': { type: 'string', default: '0' },
    service: { type: 'boolean', default: false },
    growth: { type: 'boolean', default: false },
    stream: { type: 'boolean', default: false },
  },
});
const [records, runs, delayMs] = [Number(options.records), Number(options.runs), Number(options['delay-ms'])];
const isOfJ = delayMs > 0 || options.service || options.growth || options.stream;
if (options.job !== 'S')
  await benchOrders({
    records,
    runs,
    delayMs,
    isService: options.service,
    isGrowth: options.growth,
    isStreamed: options.stream,
  });
if (options.job === 'S' || (options.job === undefined && !isOfJ)) await benchStock(records, runs);
