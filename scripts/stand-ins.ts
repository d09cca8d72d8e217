// npm run stand-ins [--requests FILE] -- COMMAND…: runs a command against the stand-in third parties of
// fixtures/estate-acme, then prints each pushed request as one JSON line. Without a command the servers keep running
// and their addresses and credentials are printed as shell exports.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { startAcme, type Acme, type RememberedRequest } from '../fixtures/estate-acme/stand-ins/index.ts';

const now = '2026-03-01T10:00:00Z';

const { command, requestsFile } = readArguments(process.argv.slice(2));
const acme = await startAcme({ now });
process.exitCode = command.length === 0 ? await keepRunning(acme) : await runCommand(command, acme);
await acme.close();

function readArguments(given: readonly string[]): { command: readonly string[]; requestsFile: string | undefined } {
  const [flag, file, ...rest] = given;
  const [requestsFile, command] = flag === '--requests' ? [file, rest] : [undefined, given];
  return { requestsFile, command: command[0] === '--' ? command.slice(1) : command };
}

async function keepRunning({ environment }: Acme): Promise<number> {
  for (const [name, value] of Object.entries(environment)) console.log(`export ${name}=${value}`);
  console.error('The stand-ins are running. Press Ctrl+C to stop them.');
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve(0));
  });
}

/** Runs the command with a state folder of its own, unless it names one, and returns its exit code. */
async function runCommand(
  [program = '', ...rest]: readonly string[],
  { environment, requests }: Acme,
): Promise<number> {
  // Ctrl+C reaches the command as well; its end is awaited so that everything is cleared away.
  process.on('SIGINT', () => undefined);
  const scratch = mkdtempSync(join(tmpdir(), 'repatch-stand-ins-'));
  try {
    const isRun = rest.includes('run') && !rest.some((word) => word === '--state' || word.startsWith('--state='));
    const words = isRun ? [...rest, '--state', scratch] : rest;
    // The results of the command go to standard error: standard output holds the requests.
    const output = requestsFile === undefined ? process.stderr : process.stdout;
    const stdio = ['inherit', output, 'inherit'] as const;
    const { exitCode, code, shortMessage } = await execa(program, words, { env: environment, stdio, reject: false });
    if (code !== undefined) console.error(`"${program}" cannot be started: ${shortMessage}`);
    writeRequests(requests().filter(({ method }) => method !== 'GET'));
    return exitCode ?? (code === undefined ? 130 : 127);
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function writeRequests(pushed: readonly RememberedRequest[]): void {
  const lines = pushed.map((request) => `${JSON.stringify(request)}\n`).join('');
  if (requestsFile === undefined) process.stdout.write(lines);
  else writeFileSync(requestsFile, lines);
}
