import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const home = join(import.meta.dirname, '..', 'prism');
const program = join(home, 'node_modules', '@stoplight', 'prism-cli', 'dist', 'index.js');

/** Installs Prism into a folder of its own: 213 packages and 74 MB that nothing else needs. */
export function installPrism(): void {
  if (existsSync(program)) return;
  const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
    cwd: home,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  if (status !== 0) throw new Error('Prism cannot be installed: "npm ci" in test/corpus/prism says why.');
}

/** Runs something against Prism's mock server for a description. */
export async function withPrism<Result>(file: string, run: (origin: string) => Promise<Result>): Promise<Result> {
  const child = spawn(process.execPath, [program, 'mock', '--errors', '--host', '127.0.0.1', '--port', '0', file], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const closed = once(child, 'close');
  try {
    const origin = await new Promise<string>((resolve, reject) => {
      let log = '';
      const listen = (text: string): void => {
        log += text;
        const [, found] = /Prism is listening on (\S+)/u.exec(log) ?? [];
        if (found !== undefined) resolve(found);
      };
      child.stdout.setEncoding('utf8').on('data', listen);
      child.stderr.setEncoding('utf8').on('data', listen);
      void closed.then(() => reject(new Error(`Prism does not start: ${log.slice(-2000)}`)));
    });
    child.stdout.removeAllListeners('data').resume();
    child.stderr.removeAllListeners('data').resume();
    return await run(origin);
  } finally {
    child.kill();
    await closed;
  }
}

/** Types of problem with which Prism refuses a request; all others are about the response that it makes up. */
const refusals = new Set([
  'UNPROCESSABLE_ENTITY',
  'UNAUTHORIZED',
  'INVALID_CONTENT_TYPE',
  'NOT_ACCEPTABLE',
  'NO_PATH_MATCHED_ERROR',
  'NO_METHOD_MATCHED_ERROR',
  'NO_SERVER_MATCHED_ERROR',
]);

/** What Prism has against the request that it answers; `undefined` where it accepts it. */
export async function refusalOf(response: Response): Promise<string | undefined> {
  const violations = response.headers.get('sl-violations') ?? '';
  if (/"location":\["request"[^}]*?"severity":"Error"/u.test(violations)) return violations;
  if (response.headers.get('content-type') !== 'application/problem+json') return undefined;
  const text = await response.clone().text();
  const [, type = ''] = /"type":"https:\/\/stoplight\.io\/prism\/errors#(\w+)"/u.exec(text) ?? [];
  return refusals.has(type) ? text : undefined;
}
