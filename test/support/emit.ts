import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readConnectorTemplates } from '../../src/scaffold/project/connector-templates.ts';
import { templatesFolder } from '../../src/workspace/templates-folder.ts';
import { analyse } from '../../src/scaffold/analyse/analyse.ts';
import { type EmittedPackage, emitPackage } from '../../src/scaffold/emit/package/emit-package.ts';
import type { RenameTable } from '../../src/scaffold/emit/package/plan.ts';
import { readApi } from './read-api.ts';

/** The package of a description that is given as a value. */
export async function emitFrom(document: unknown, names?: RenameTable): Promise<EmittedPackage> {
  const { model } = analyse(await readApi(document));
  return emitPackage(model, await readConnectorTemplates(join(templatesFolder(), 'connector')), names);
}

/** Runs something in a temporary folder with the files of a package, as after `npm install`. */
export async function withFiles<Result>(
  files: ReadonlyMap<string, string>,
  run: (folder: string) => Promise<Result>,
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'repatch-package-'));
  try {
    for (const [path, text] of files) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
    }
    await symlink(join(import.meta.dirname, '..', '..', 'node_modules'), join(folder, 'node_modules'));
    return await run(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The files of a package, and its README's examples as files that are type-checked with its tests. */
export function withExamples(files: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const blocks = [...(files.get('README.md') ?? '').matchAll(/^```ts\n(.*?)^```$/gmsu)].map(([, code = '']) => code);
  const examples = blocks.map((code, index): [string, string] => [
    `test/readme-${index}.ts`,
    code
      .replaceAll(/ from '[^']+\/(connect|groups\/[^'/]+)';/gu, " from '../src/$1.ts';")
      .replaceAll(/ from '(?!\.)[^']+';/gu, " from '../src/index.ts';"),
  ]);
  return new Map([...files, ...examples]);
}
