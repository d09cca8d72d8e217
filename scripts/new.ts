// npm run new <transform|operator|shape|rule|code> NAME: writes the files of a new unit, with examples that pass, and
// generates what follows from them. A code is written AREA/NAME. What it does is yours to write.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { withCode } from './new/code.ts';
import { operatorFiles } from './new/operator.ts';
import { ruleFiles } from './new/rule.ts';
import { shapeFiles } from './new/shape.ts';
import { transformFiles } from './new/transform.ts';

type Files = Readonly<Record<string, string>>;

const root = dirname(import.meta.dirname);
const usage = 'Usage: npm run new <transform|operator|shape|rule> NAME, or npm run new code AREA/NAME';

const makers: Readonly<Record<string, (name: string) => Files>> = {
  transform: transformFiles,
  operator: operatorFiles,
  shape: shapeFiles,
  rule: ruleFiles,
  code: () => ({}),
};

const [kind = '', name = ''] = process.argv.slice(2);
const make = makers[kind];
const isNamed = kind === 'code' ? /^[a-z]+\/[a-z][a-z\d-]*$/u.test(name) : /^[a-z][a-z\d]*(?:-[a-z\d]+)*$/u.test(name);
if (make === undefined || !isNamed) {
  console.error(`${usage}\nNames are in lower case, with hyphens.`);
  process.exit(2);
}

const files = { ...make(name) };
const code = kind === 'code' ? name : kind === 'rule' ? `lint/${name}` : undefined;
const taken = Object.keys(files).filter((file) => existsSync(join(root, file)));
if (taken.length > 0) fail(`There is ${taken.join(' and ')} already.`);
if (code !== undefined) {
  const changed = withCode(code, (file) =>
    existsSync(join(root, file)) ? readFileSync(join(root, file), 'utf8') : undefined,
  );
  if (typeof changed === 'string') fail(changed);
  Object.assign(files, changed);
}

for (const [file, text] of Object.entries(files)) {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text);
  console.log(file);
}
run(['scripts/generate.ts']);
// The fixture of a rule says what is printed; it is reviewed like code.
if (kind === 'rule')
  run([join('node_modules', 'vitest', 'vitest.mjs'), 'run', 'test/golden.test.ts', '-t', name], {
    UPDATE_GOLDENS: '1',
  });
console.log(
  kind === 'code'
    ? 'Now write the entry, and a test that produces the code.'
    : 'Now write what it does, and its examples.',
);

function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}): void {
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: 'inherit',
    env: { ...process.env, ...environment },
  });
  if (status !== 0) process.exit(status ?? 1);
}

function fail(message: string): never {
  console.error(message);
  process.exit(1);
}
