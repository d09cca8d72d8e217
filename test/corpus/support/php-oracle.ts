import { join } from 'node:path';
import { execaSync } from 'execa';

const modules = execaSync('php', ['-m'], { reject: false });
/** PHP with the functions for Unicode text. */
export const hasPhp = !modules.failed && modules.stdout.split(/\s+/u).includes('mbstring');

export type PhpCall = readonly [name: string, ...given: unknown[]];

/** What PHP answers to calls; `php-oracle.php` lists them. */
export function askPhp(calls: readonly PhpCall[]): readonly unknown[] {
  const { stdout } = execaSync('php', ['-n', ...mbstring(), join(import.meta.dirname, 'php-oracle.php')], {
    input: JSON.stringify(calls),
    timeout: 120_000,
    maxBuffer: 1e9,
  });
  return JSON.parse(stdout) as unknown[]; // as many as there are calls
}

/** Without the settings of the machine, the extension has to be named where it is one. */
function mbstring(): readonly string[] {
  const builtIn = execaSync('php', ['-n', '-m'], { reject: false }).stdout;
  return builtIn.split(/\s+/u).includes('mbstring') ? [] : ['-d', 'extension=mbstring'];
}

export interface Trial<Value> {
  readonly shows: string;
  readonly call: PhpCall;
  readonly ours: Value;
}

/** Trials in which PHP says something else, in words. `same`: when two answers are one. */
export function disagreements<Value>(
  trials: readonly Trial<Value>[],
  same: (ours: Value, php: unknown, trial: Trial<Value>) => boolean = (ours, php) =>
    JSON.stringify(ours) === JSON.stringify(php),
): readonly string[] {
  const answers = askPhp(trials.map(({ call }) => call));
  return trials.flatMap((trial, index) => {
    const php = answers[index];
    const { shows, ours } = trial;
    return same(ours, php, trial) ? [] : [`${shows}: ${JSON.stringify(ours)}, PHP ${JSON.stringify(php)}`];
  });
}
