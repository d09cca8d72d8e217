import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { readIfThere } from '../workspace/write-together.ts';
import { exists } from '../workspace/files.ts';
import { isTaken, readStarters, withSchemaPath, writeStarters } from '../workspace/starter-files.ts';

export const hookManagers = ['pre-commit', 'lefthook', 'husky', 'lint-staged', 'none'] as const;
export type HookManager = (typeof hookManagers)[number];

export const ciSystems = ['github', 'gitlab', 'none'] as const;
export type CiSystem = (typeof ciSystems)[number];

export interface InitOptions {
  readonly folder: string;
  /** Whether to write a service, two connectors, instances, a flow and samples to try things on. */
  readonly example: boolean;
  readonly hooks: HookManager;
  readonly ci: CiSystem;
  /** Say what would be written, and write nothing. */
  readonly dryRun?: boolean;
}

export interface InitResult {
  readonly folder: string;
  /** Files that were written, or would be. */
  readonly created: readonly string[];
  /** Files of the user that got lines at their end. */
  readonly extended: readonly string[];
  /** Files that are there already and were left alone, with what repatch would have put there where that differs. */
  readonly left: readonly { readonly file: string; readonly content?: string }[];
  readonly dryRun: boolean;
  /** Commands to type next, in this order. */
  readonly next: readonly string[];
}

/**
 * Writes a workspace into a folder, all files or none, and never over a file. Errors: CliError `cli/cannot-write`.
 */
export async function initWorkspace({ folder, example, hooks, ci, dryRun = false }: InitOptions): Promise<InitResult> {
  const parts = ['base', ...(example ? ['example'] : []), ...own('hooks', hooks), ...own('ci', ci)];
  const wanted = await readStarters(parts.map((part) => join('workspace', part)));
  const files = new Map<string, string>();
  const created: string[] = [];
  const extended: string[] = [];
  const left: { file: string; content?: string }[] = [];
  for (const [name, text] of wanted) {
    const content = await withSchemaPath(text, join(folder, name));
    if (!(await isTaken(join(folder, name)))) {
      created.push(name);
      files.set(name, content);
    } else if (name === '.gitignore') {
      const more = await withMissingLines(join(folder, name), content);
      if (more === undefined) continue;
      extended.push(name);
      files.set(name, more);
    } else {
      const now = await readIfThere(join(folder, name)).catch(() => undefined);
      left.push(now?.toString() === content ? { file: name } : { file: name, content });
    }
  }
  if (!dryRun && files.size > 0) await writeStarters(folder, files);
  return {
    folder: resolve(folder),
    created: created.toSorted(),
    extended,
    left,
    dryRun,
    next: nextCommands({ example, hooks }),
  };
}

function own(folder: string, choice: HookManager | CiSystem): readonly string[] {
  return choice === 'none' ? [] : [join(folder, choice)];
}

/** The text of a .gitignore with the lines that it lacks, or `undefined` when it lacks none. */
async function withMissingLines(file: string, lines: string): Promise<string | undefined> {
  const now = await readFile(file, 'utf8');
  const there = new Set(now.split(/\r?\n/u).map((line) => line.trim()));
  const [title = '', ...patterns] = lines.trimEnd().split('\n');
  const missing = patterns.filter((line) => !there.has(line) && !there.has(line.replace(/\/$/u, '')));
  if (missing.length === 0) return undefined;
  return `${now}${now === '' || now.endsWith('\n') ? '' : '\n'}${[title, ...missing].join('\n')}\n`;
}

function nextCommands({ example, hooks }: Pick<InitOptions, 'example' | 'hooks'>): readonly string[] {
  const install = {
    'pre-commit': ['pre-commit install'],
    lefthook: ['npx lefthook install'],
    husky: ['npx husky'],
    'lint-staged': ['npx husky'],
    none: [],
  }[hooks];
  const tour = example
    ? [
        'repatch run flows/hello.flow.yaml --callback answer.json',
        'repatch convert example.services.yaml --out converted',
        'repatch verify example.services.yaml converted',
      ]
    : ['repatch new flow Orders'];
  return ['repatch validate .', ...tour, ...install];
}

/** What a folder uses already, as the answers to begin with. */
export async function detectTools(folder: string): Promise<{ readonly hooks: HookManager; readonly ci: CiSystem }> {
  const has = (name: string): Promise<boolean> => exists(join(folder, name));
  const settings = (await readIfThere(join(folder, 'package.json')).catch(() => undefined))?.toString() ?? '';
  const uses = async (name: string, ...files: readonly string[]): Promise<boolean> =>
    settings.includes(`"${name}"`) || (await Promise.all(files.map(has))).includes(true);
  const hooks = (await uses('lefthook', 'lefthook.yml', 'lefthook.yaml'))
    ? 'lefthook'
    : (await uses('lint-staged', '.lintstagedrc.json', '.lintstagedrc'))
      ? 'lint-staged'
      : (await uses('husky', '.husky'))
        ? 'husky'
        : 'pre-commit';
  return { hooks, ci: (await has('.gitlab-ci.yml')) ? 'gitlab' : 'github' };
}
