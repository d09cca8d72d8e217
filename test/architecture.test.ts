import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which folders a folder may import values from; every folder may import types from everywhere below the shell. */
const ground = ['src/diagnostics', 'src/text', 'src/schema'];
const models = [...ground, 'src/config', 'src/connector', 'src/flow', 'src/legacy'];
/** The vocabulary that units share with the runtime: failures, payloads, templates, moments. */
const contract = [
  'src/runtime/errors.ts',
  'src/runtime/payload.ts',
  'src/runtime/template.ts',
  'src/runtime/moment.ts',
];
const units = ['src/auth', 'src/formats', 'src/operators', 'src/pagination', 'src/shapes', 'src/transforms'];
const runtime = [...models, ...units, 'src/runtime'];
const app = [...runtime, 'src/convert', 'src/interpret', 'src/lint', 'src/scaffold', 'src/app'];

const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/diagnostics': ground,
  'src/text': ground,
  // Compiled checks of every layer's schemas; the code that makes them is a script.
  'src/schema': ground,
  'src/config': [...ground, 'src/config'],
  'src/connector': [...ground, 'src/config', 'src/connector'],
  'src/flow': [...ground, 'src/config', 'src/connector', 'src/flow'],
  'src/legacy': [...ground, 'src/legacy'],
  'src/operators': [...models, 'src/operators'],
  'src/transforms': [...models, 'src/transforms'],
  'src/auth': [...models, ...contract, 'src/auth', 'src/formats'],
  'src/pagination': [...models, 'src/pagination'],
  // Filters evaluate operators and maps apply transforms.
  'src/shapes': [...models, ...contract, 'src/operators', 'src/transforms', 'src/shapes'],
  'src/runtime': runtime,
  // The oracle of conversion: it must not share a line with the shapes or the converter.
  'src/interpret': [...models, 'src/operators', 'src/transforms', 'src/runtime', 'src/interpret'],
  'src/convert': [...models, 'src/transforms', 'src/convert'],
  // The XML reader and the codec of packages are those of the scaffolder and of flows.
  'src/scaffold': [...models, 'src/scaffold', 'templates/soap'],
  'src/formats': [...models, 'src/formats', 'templates/soap'],
  'src/lint': [...models, ...units, 'src/lint'],
  'src/app': app,
  'src/cli': [...ground, 'src/app', 'src/cli'],
  commands: [...ground, 'src/app', 'src/cli'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = globSync('{src,commands}/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) =>
    valueImports(readFileSync(join(root, file), 'utf8')).map((to) => ({
      from: file,
      to: relative(root, join(root, dirname(file), to)),
    })),
  );

function valueImports(text: string): string[] {
  const fixed = [...text.matchAll(/^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gmu)].filter(
    ([statement]) => !/\{\s*(?:type\s+\w+\s*,?\s*)+\}/u.test(statement),
  );
  return [...fixed, ...text.matchAll(/import\('(\.[^']+)'\)/gu)].map(([, path = '']) => path);
}

/** Packages that loading a module loads too; what is imported late does not count. */
function librariesBehind(entry: string): string[] {
  const seen = new Set<string>();
  const libraries = new Set<string>();
  const visit = (file: string): void => {
    if (seen.has(file)) return;
    seen.add(file);
    const statements = /^(?:import|export)\s+(?!type\b)(?:[^'";]*?\sfrom\s+)?'([^']+)'/gmu;
    for (const [statement, path = ''] of readFileSync(join(root, file), 'utf8').matchAll(statements)) {
      if (/\{\s*(?:type\s+\w+\s*,?\s*)+\}/u.test(statement) || path.startsWith('node:')) continue;
      if (path.startsWith('.')) visit(relative(root, join(root, dirname(file), path)));
      else libraries.add(path);
    }
  };
  visit(entry);
  return [...libraries].toSorted();
}

describe('architecture', () => {
  it('sees the imports', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports).toContainEqual({ from: 'src/runtime/plan.ts', to: 'src/shapes/find.ts' });
  });

  it('has a row for every folder', () => {
    const folders = new Set(
      imports
        .map(({ from }) => /^(?:src\/[^/]+|commands)(?=\/)/u.exec(from)?.[0])
        .filter((folder) => folder !== undefined),
    );
    expect([...folders].filter((folder) => !Object.hasOwn(allowed, folder))).toEqual([]);
  });

  it.each(Object.keys(allowed))('%s imports inward only', (folder) => {
    const inside = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);
    const wrong = imports.filter(
      ({ from, to }) => inside(from, folder) && !(allowed[folder] ?? []).some((place) => inside(to, place)),
    );
    expect(wrong).toEqual([]);
  });

  it('keeps siblings apart: a transform, operator or shape knows no other', () => {
    const sibling = imports.filter(({ from, to }) => {
      const [, unit, name] = /^src\/(shapes)\/([^/]+)\//u.exec(from) ?? [];
      return (
        unit !== undefined &&
        name !== undefined &&
        to.startsWith(`src/${unit}/`) &&
        !to.startsWith(`src/${unit}/${name}/`)
      );
    });
    expect(sibling).toEqual([]);
  });

  it.each([
    ['src/cli/hook.ts', ['croner']],
    ['src/app/run.ts', ['croner']],
  ])('%s loads no library at its start but %j', (entry, libraries) => {
    expect(librariesBehind(entry)).toEqual(libraries);
  });

  it('touches clock, chance and environment in the app and the shell only', () => {
    const effects = /\b(?:Date\.now|Math\.random|process\.env|globalThis\.fetch)\b/u;
    const wrong = globSync('src/**/*.ts', { cwd: root }).filter(
      (file) =>
        !/^src\/(?:app|cli)\//u.test(file) &&
        !file.endsWith('.test.ts') &&
        // Writes an example for people, which reads the environment.
        file !== 'src/scaffold/emit/package/readme.ts' &&
        effects.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
