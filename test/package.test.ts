import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { expect, it } from 'vitest';
import { startServer } from './support/http-server.ts';

const root = join(import.meta.dirname, '..');

it('the package exports the public API', async () => {
  const name = '@repatch/cli';
  const api = (await import(name)) as Record<string, unknown>; // resolved through "exports" of package.json
  expect(Object.keys(api).toSorted()).toEqual([
    'CliError',
    'Secret',
    'convertBundle',
    'convertFile',
    'convertFilesToServices',
    'flowsToServices',
    'listRuns',
    'nodePorts',
    'openWorkspace',
    'parseDocument',
    'profileTable',
    'residueOf',
    'resolveProfile',
    'runFile',
    'runFlow',
    'runService',
    'scaffoldFile',
    'showRun',
    'testFiles',
    'validate',
    'validateFiles',
    'verify',
    'verifyFile',
    'writeFirstTest',
  ]);
});

/** The fenced blocks of a page, by their language. */
function blocksOf(page: string): Readonly<Record<string, string>> {
  const text = readFileSync(join(root, page), 'utf8');
  return Object.fromEntries(
    Array.from(text.matchAll(/^```(\w*)\n([\s\S]*?)^```$/gmu), ([, language = '', body = '']) => [language, body]),
  );
}

it('the program of docs/api.md has sound types, and prints what the page says', async () => {
  const { ts = '', json = '', '': printed = '' } = blocksOf('docs/api.md');
  const folder = mkdtempSync(join(tmpdir(), 'repatch-api-'));
  const shop = await startServer(({ method, body }) =>
    method === 'GET' ? { json: [{ id: 1 }, { id: 2 }] } : { json: JSON.parse(body) as unknown },
  );
  try {
    mkdirSync(join(folder, 'node_modules', '@repatch'), { recursive: true });
    symlinkSync(root, join(folder, 'node_modules', '@repatch', 'cli'));
    symlinkSync(join(root, 'node_modules', '@types'), join(folder, 'node_modules', '@types'));
    writeFileSync(join(folder, 'package.json'), '{ "type": "module" }');
    writeFileSync(join(folder, 'orders.flow.json'), json);
    writeFileSync(join(folder, 'program.ts'), ts);
    const options = { strict: true, noEmit: true, module: 'nodenext', target: 'esnext', types: ['node'] };
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions: options, files: ['program.ts'] }));
    const run = (args: readonly string[]): Promise<{ all: string }> =>
      execa(process.execPath, args, { cwd: folder, all: true, env: { SHOP_URL: shop.origin } });
    expect((await run([join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', folder])).all).toBe('');
    expect(`${(await run(['program.ts'])).all}\n`).toBe(printed);
  } finally {
    await shop.close();
    rmSync(folder, { recursive: true, force: true });
  }
});
