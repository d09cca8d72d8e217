import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** Tests that take more than five seconds. */
const slow = ['formats.test.ts', 'kill.test.ts', 'run-result.test.ts', 'resume.test.ts'];

/** Test files by the modules of ours that they load, at once or late. */
export class RelatedTests {
  readonly #root: string;
  readonly #behind = new Map<string, ReadonlySet<string>>();
  readonly all: readonly string[];

  constructor(root: string) {
    this.#root = root;
    this.all = globSync('{src,test}/**/*.test.ts', { cwd: root }).toSorted();
    for (const test of this.all) this.#behind.set(test, this.#modulesBehind(test));
  }

  /** Tests that load a file: the quick ones that are about what runs, the slow ones, and all others. */
  of(file: string): {
    readonly quick: readonly string[];
    readonly slow: readonly string[];
    readonly far: readonly string[];
  } {
    const related = this.all.filter((test) => this.#behind.get(test)?.has(file));
    const near = related.filter((test) => /^src\/|^test\/(?:runtime|interpret)\/|^test\/contract\/units/u.test(test));
    const isSlow = (test: string): boolean => slow.some((name) => test.endsWith(name));
    return {
      quick: near.filter((test) => !isSlow(test)),
      slow: near.filter(isSlow),
      far: related.filter((test) => !near.includes(test)),
    };
  }

  #modulesBehind(test: string): ReadonlySet<string> {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const path of importsOf(join(this.#root, file))) {
        const target = relative(this.#root, join(this.#root, dirname(file), path));
        // Texts of generated code have imports as well, of files that are not here.
        if (/^(?:src|test)\//u.test(target) && existsSync(join(this.#root, target))) visit(target);
      }
    };
    visit(test);
    return seen;
  }
}

function importsOf(file: string): readonly string[] {
  if (!file.endsWith('.ts')) return [];
  const text = readFileSync(file, 'utf8');
  const fixed = text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gmu);
  return [...fixed, ...text.matchAll(/import\('(\.[^']+)'\)/gu)].map(([, path = '']) => path);
}
