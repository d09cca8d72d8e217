// Loaded before a program: writes what it has used when it ends.
import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  const { user, system } = process.cpuUsage();
  const used = { cpuS: (user + system) / 1e6, peakMB: process.resourceUsage().maxRSS / 1024 };
  writeFileSync(process.env.MEASURE_TO, JSON.stringify(used));
});
