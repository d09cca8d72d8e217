// Loaded into every contender with --import: writes what the process used, at its end, to the file in BENCH_USAGE.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  writeFileSync(
    process.env['BENCH_USAGE'],
    JSON.stringify({ cpuS: (userCPUTime + systemCPUTime) / 1e6, peakMB: maxRSS / 1024 }),
  );
});
