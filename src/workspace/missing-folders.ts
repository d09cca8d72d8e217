import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { Finding } from '../diagnostics/diagnostic.ts';
import { joinPointer } from '../text/pointer.ts';
import { exists } from './files.ts';

/** Folders and files that a config names and that are not there. Secrets and state are left out: they are not kept in git. */
export async function missingFolders(folder: string, config: Config): Promise<readonly Finding[]> {
  const { connectors = [], instances, environments, samples, hooks = {} } = config;
  const named: readonly (readonly [pointer: string, path: string | undefined])[] = [
    ...connectors.map((path, index) => [`/connectors/${index}`, path] as const),
    ['/instances', instances],
    ['/environments', environments],
    ['/samples', samples],
    ...Object.entries(hooks).map(([name, path]) => [joinPointer('/hooks', name), path] as const),
  ];
  const found: Finding[] = [];
  for (const [pointer, path] of named) {
    if (path === undefined || (await exists(join(folder, path)))) continue;
    found.push({
      code: 'lint/missing-folder',
      message: `There is no "${path}" beside repatch.config.yaml.`,
      help: 'Correct the path, or take the line away.',
      pointer,
    });
  }
  return found;
}
