import { relative, resolve } from 'node:path';
import { stringify } from 'yaml';
import { findUpwards, type Workspace } from './workspace.ts';

/**
 * `repatch.config.yaml` for a folder of converted flows, so that they run as they are: it points at the connector
 * definitions, instances and secrets of the bundle. `undefined` when the folder has settings already, or lies in a workspace.
 */
export async function settingsFor(out: string, { sources }: Workspace): Promise<string | undefined> {
  const folder = resolve(out);
  if ((await findUpwards(folder, 'repatch.config.yaml')) !== undefined) return undefined;
  const from = (path: string): string => relative(folder, path).replaceAll('\\', '/');
  return stringify({
    connectors: sources.connectors.map(from),
    instances: from(sources.instances),
    secrets: { envFile: from(sources.envFile) },
  });
}
