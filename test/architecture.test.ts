import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** Which folders a folder may import from. Types count: what knows a shape of data knows the folder it comes from. */
const foundation = ['src/diagnostics', 'src/text', 'src/schema'];
const models = [...foundation, 'src/config', 'src/connector', 'src/flow', 'src/legacy'];
/** When a list ends, for flows and for generated packages alike. */
const pages = 'templates/connector/src/runtime/pages';
/** How long a server asks to wait, likewise. */
const waits = 'templates/connector/src/runtime/retry-after.ts';
/** How parameters and forms are written, likewise. */
const writing = 'templates/connector/src/runtime/serialise.ts';
/** How an address is put below a base URL, likewise. */
const addresses = 'templates/connector/src/runtime/join-url.ts';
const contract = [...models, 'src/contract', pages, waits, writing, addresses];
const units = [
  'src/auth',
  'src/formats',
  'src/operators',
  'src/pagination',
  'src/shapes',
  'src/transforms',
  'src/transports',
];
const engines = ['src/runtime', 'src/interpret', 'src/convert', 'src/lint', 'src/scaffold'];
const work = ['src/workspace', 'src/patchworks-api', 'src/simulator', 'src/verify', 'src/flow-tests'];

const allowed: Readonly<Record<string, readonly string[]>> = {
  'src/diagnostics': foundation,
  'src/text': foundation,
  // Compiled checks of every layer's schemas; the code that makes them is a script.
  'src/schema': foundation,
  'src/config': [...foundation, 'src/config'],
  'src/connector': [...foundation, 'src/config', 'src/connector'],
  // A flow may embed the definition of a connector.
  'src/flow': [...foundation, 'src/config', 'src/connector', 'src/flow'],
  'src/legacy': [...foundation, 'src/legacy'],
  'src/contract': contract,
  'src/operators': [...contract, 'src/operators'],
  'src/transforms': [...contract, 'src/transforms'],
  'src/auth': [...contract, 'src/auth', 'src/formats'],
  'src/pagination': [...contract, 'src/pagination'],
  // The XML reader and the codec of packages are those of the scaffolder and of flows.
  'src/formats': [...contract, 'src/formats', 'templates/soap'],
  // Names of files are matched as the patterns of filters are.
  'src/transports': [...contract, 'src/operators/pattern.ts', 'src/transports'],
  // Filters evaluate operators and maps apply transforms.
  'src/shapes': [...contract, 'src/operators', 'src/transforms', 'src/shapes'],
  // It is given the catalogue of shapes and imports none.
  'src/runtime': [...contract, 'src/auth', 'src/formats', 'src/pagination', 'src/transports', 'src/runtime'],
  // The oracle of conversion: it must not share a line with the shapes or the converter.
  'src/interpret': [...contract, 'src/operators', 'src/transforms', 'src/runtime', 'src/interpret'],
  'src/convert': [...contract, 'src/transforms', 'src/convert'],
  // It reads what shapes and operators are called, and which version of a flow runs.
  'src/convert/back': [
    ...contract,
    'src/operators',
    'src/transforms',
    'src/shapes',
    'src/convert',
    'src/runtime/version-to-run.ts',
  ],
  'src/lint': [...contract, ...units, 'src/lint'],
  'src/scaffold': [...contract, 'src/scaffold', 'templates/soap'],
  'src/scaffold/project': [...contract, 'src/scaffold', 'src/workspace', 'templates/soap'],
  'src/workspace': [...contract, 'src/lint', 'src/workspace'],
  'src/patchworks-api': [...contract, 'src/patchworks-api'],
  'src/simulator': [...contract, ...units, 'src/workspace', 'src/simulator'],
  'src/verify': [...contract, ...units, ...engines, ...work],
  // Requests are answered as a test says; logins by the gates of the simulator.
  'src/flow-tests': [...contract, ...units, ...engines, ...work],
  'src/app': [...contract, ...units, ...engines, ...work, 'src/app'],
  'src/cli': [...foundation, 'src/app', 'src/cli', 'src/contract'],
  commands: [...foundation, 'src/app', 'src/cli', 'src/contract'],
};

interface Import {
  readonly from: string;
  readonly to: string;
}

const imports: readonly Import[] = globSync('{src,commands}/**/*.ts', { cwd: root })
  .filter((file) => !file.endsWith('.test.ts'))
  .flatMap((file) =>
    importsOf(readFileSync(join(root, file), 'utf8')).map((to) => ({
      from: file,
      to: relative(root, join(root, dirname(file), to)),
    })),
  );

/** Everything that a module imports of ours, types included. */
function importsOf(text: string): string[] {
  const fixed = [...text.matchAll(/^(?:import|export)\s+(?:[^'";]*?\sfrom\s+)?'(\.[^']+)'/gmu)];
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

function isInside(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

/** The row that holds for a file: the deepest folder that has one. */
function rowOf(file: string): string | undefined {
  return Object.keys(allowed)
    .filter((folder) => isInside(file, folder))
    .toSorted((a, b) => b.length - a.length)[0];
}

/** Groups of files that import each other in a circle (Tarjan). */
function circles(): string[][] {
  const targets = Map.groupBy(imports, ({ from }) => from);
  const index = new Map<string, number>();
  const low = new Map<string, number>();
  const stack: string[] = [];
  const found: string[][] = [];
  const visit = (file: string): void => {
    index.set(file, index.size);
    low.set(file, index.get(file) ?? 0);
    stack.push(file);
    for (const { to } of targets.get(file) ?? []) {
      if (!index.has(to)) visit(to);
      if (stack.includes(to)) low.set(file, Math.min(low.get(file) ?? 0, low.get(to) ?? 0));
    }
    if (low.get(file) !== index.get(file)) return;
    const group = stack.splice(stack.indexOf(file));
    if (group.length > 1) found.push(group.toSorted());
  };
  for (const file of targets.keys()) if (!index.has(file)) visit(file);
  return found;
}

describe('architecture', () => {
  it('sees the imports', () => {
    expect(imports.length).toBeGreaterThan(200);
    expect(imports).toContainEqual({ from: 'src/runtime/plan.ts', to: 'src/contract/define-shape.ts' });
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
    const wrong = imports.filter(
      ({ from, to }) => rowOf(from) === folder && !(allowed[folder] ?? []).some((place) => isInside(to, place)),
    );
    expect(wrong).toEqual([]);
  });

  it('has no circle between files of different folders', () => {
    expect(circles().filter((files) => new Set(files.map(dirname)).size > 1)).toEqual([]);
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
    ['src/cli/hook.ts', []],
    // Decimals are compared in the middle of filters and transforms, which do not wait.
    ['src/app/run.ts', ['big.js']],
  ])('%s loads no library at its start but %j', (entry, libraries) => {
    expect(librariesBehind(entry)).toEqual(libraries);
  });

  it('commands the terminal in one place: colours come from colour.ts, and a line is rewritten by io.ts', () => {
    const escapes = /\\u001B|\\x1[bB]|\\e\[|\\033/u;
    const wrong = globSync('{src,commands,scripts}/**/*.ts', { cwd: root }).filter(
      (file) =>
        file !== 'src/cli/io.ts' && !file.endsWith('.test.ts') && escapes.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });

  it('touches clock, chance and environment in the workspace, the app and the shell only', () => {
    const effects = /\b(?:Date\.now|Math\.random|process\.env|globalThis\.fetch)\b/u;
    const wrong = globSync('src/**/*.ts', { cwd: root }).filter(
      (file) =>
        !/^src\/(?:workspace|app|cli)\//u.test(file) &&
        !file.endsWith('.test.ts') &&
        // Writes an example for people, which reads the environment.
        file !== 'src/scaffold/emit/package/readme.ts' &&
        effects.test(readFileSync(join(root, file), 'utf8')),
    );
    expect(wrong).toEqual([]);
  });
});
