import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { loadWorkspace, type Workspace, type WorkspaceOptions } from '../workspace/workspace.ts';

/**
 * What stands around documents in a folder: settings of the nearest `repatch.config.yaml`, connector definitions,
 * instances, secrets, signing hooks. `path` is a folder, or a document in it. Errors in those files are in `diagnostics`.
 */
export async function openWorkspace(path: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const isFolder = (await stat(path).catch(() => undefined))?.isDirectory() === true;
  return loadWorkspace(isFolder ? join(path, '-') : path, options);
}
