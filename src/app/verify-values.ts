import { resolveProfile, type Profile } from '../config/profile.ts';
import { createMemorySpill } from '../runtime/stores/memory-spill.ts';
import type { ServiceVerdict } from '../verify/result.ts';
import { verifyBundle, type VerifyInput } from '../verify/verify-bundle.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import type { Workspace } from '../workspace/workspace.ts';

export interface VerifyValuesOptions
  extends Pick<VerifyInput, 'bundle'>, Partial<Omit<VerifyInput, 'bundle' | 'profile' | 'http' | 'spill'>> {
  /** Connectors, instances and profile of a folder. What is given beside it wins. */
  readonly workspace?: Workspace;
  readonly profile?: Partial<Profile>;
}

/**
 * Runs services and their flows side by side against simulated third parties, and says of each service whether the two do
 * the same. Without `flows` the bundle is converted in memory; without `samples` records are made up. Nothing leaves the
 * machine, and no secret is read.
 */
export async function verify(options: VerifyValuesOptions): Promise<readonly ServiceVerdict[]> {
  const { workspace } = options;
  const http = createHttpPort();
  try {
    return await verifyBundle({
      ...options,
      connectors: options.connectors ?? workspace?.connectors ?? new Map(),
      instances: options.instances ?? workspace?.instances ?? new Map(),
      samples: options.samples ?? { records: new Map(), inbound: new Map() },
      profile: resolveProfile(workspace?.profile, options.profile),
      signal: options.signal ?? new AbortController().signal,
      spill: createMemorySpill(),
      scripts: options.scripts ?? createScriptPort(workspace?.scripts),
      http,
    });
  } finally {
    await http.close();
  }
}
