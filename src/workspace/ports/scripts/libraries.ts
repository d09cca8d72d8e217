import { readFileSync } from 'node:fs';
import { createRequire, isBuiltin } from 'node:module';
import { join } from 'node:path';

/** Texts of the modules that a script requires, by the name it requires them under. */
export type Libraries = ReadonlyMap<string, string>;
export type FindLibraries = (code: string) => Libraries;

/** Libraries that the platform bundles with JavaScript scripts. */
const bundled = ['xml-js', 'jsrsasign'];

const requires = /\brequire\(\s*(['"])([^'"\n]+)\1\s*\)/gu;

/**
 * Finds what a script requires, where it is installed beside the document. Only libraries that the platform bundles, and
 * what they require: a script cannot read other modules of the machine.
 */
export function findLibrariesIn(folder: string): FindLibraries {
  return (code) => {
    const found = new Map<string, string>();
    for (const name of bundled) {
      if (!Array.from(code.matchAll(requires), ([, , wanted]) => wanted).includes(name)) continue;
      const file = resolveFrom(join(folder, 'package.json'), name);
      if (file !== undefined) take(name, file, found, new Map([[file, name]]));
    }
    return found;
  };
}

/** The text of a module and of what it requires, under names that say nothing of the machine. */
function take(name: string, file: string, found: Map<string, string>, names: Map<string, string>): void {
  found.set(name, '');
  const text = readFileSync(file, 'utf8').replaceAll(requires, (whole, _: string, wanted: string) => {
    const inside = isBuiltin(wanted) ? undefined : resolveFrom(file, wanted);
    if (inside === undefined || !inside.endsWith('.js')) return whole;
    const known = names.get(inside);
    const own = known ?? `${name}/${names.size}`;
    names.set(inside, own);
    if (known === undefined) take(own, inside, found, names);
    return `require('${own}')`;
  });
  found.set(name, text);
}

function resolveFrom(file: string, wanted: string): string | undefined {
  try {
    return createRequire(file).resolve(wanted);
  } catch {
    return undefined;
  }
}
