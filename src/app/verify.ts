import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { writeWhole } from '../workspace/files.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import { createSpillFiles } from '../workspace/ports/spill-files.ts';
import { digestOf } from '../verify/digest.ts';
import { readInputs, type InputPaths } from '../verify/read-inputs.ts';
import type { ServiceVerdict } from '../verify/result.ts';
import { verifyBundle, type VerifyInput } from '../verify/verify-bundle.ts';

export { nameOf } from '../verify/describe.ts';
export type { Difference, ScenarioResult, ServiceVerdict, VerifiedService } from '../verify/result.ts';

export interface VerifyOptions extends InputPaths, Pick<VerifyInput, 'nowMs' | 'cases' | 'signal' | 'onProgress'> {
  /** Equal as far as tried is enough. */
  readonly allowUncovered?: boolean;
  /** File for the result as JSON. */
  readonly out?: string;
}

/** The result of `repatch verify`: what a reviewer signs. Same documents and samples, same result. */
export interface VerifyReport {
  readonly ok: boolean;
  readonly exit: number;
  /** SHA-256 of the canonical JSON of the bundle. */
  readonly bundle?: string;
  readonly services: readonly ServiceVerdict[];
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Runs services and their flows side by side against simulated third parties and compares what they do. A service that
 * cannot be verified counts as a problem when it is named in `services`, when its comparison broke, and when no other service
 * can be verified either.
 * Errors: CliError as of `readInputs`, `cli/cannot-write`, `cli/interrupted`.
 */
export async function verifyFile(options: VerifyOptions): Promise<VerifyReport> {
  const { inputs, diagnostics } = await readInputs(options);
  if (inputs === undefined) return { ok: false, exit: EXIT.problems, services: [], diagnostics };
  const { workspace } = inputs;
  const http = createHttpPort();
  const spillFolder = join(tmpdir(), `repatch-verify-${randomUUID()}`);
  const { services: named = [], signal, nowMs, cases, onProgress } = options;
  try {
    const services = await verifyBundle({
      ...inputs,
      connectors: workspace.connectors,
      instances: workspace.instances,
      profile: workspace.profile,
      http,
      spill: createSpillFiles(spillFolder),
      scripts: createScriptPort(workspace.scripts),
      signal,
      ...(named.length === 0 ? {} : { services: named }),
      ...(nowMs === undefined ? {} : { nowMs }),
      ...(cases === undefined ? {} : { cases }),
      ...(onProgress === undefined ? {} : { onProgress }),
    });
    const ok = !hasErrors(diagnostics) && isProven(services, named.length > 0, options.allowUncovered === true);
    const report = {
      ok,
      exit: ok ? EXIT.clean : EXIT.problems,
      bundle: digestOf(inputs.bundle),
      services,
      diagnostics,
    };
    if (options.out !== undefined) await writeWhole(options.out, `${JSON.stringify(report, null, 2)}\n`);
    return report;
  } catch (error) {
    if (!signal.aborted) throw error;
    throw new CliError('cli/interrupted', 'Verification was stopped.', { exit: EXIT.interrupted, cause: error });
  } finally {
    await http.close();
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** Two worlds that were not compared are not equal. */
function isProven(services: readonly ServiceVerdict[], areNamed: boolean, allowUncovered: boolean): boolean {
  return (
    services.some(({ verified }) => verified) &&
    services.every((one) =>
      one.verified ? one.equal && (allowUncovered || one.uncovered.length === 0) : !areNamed && one.isBroken !== true,
    )
  );
}
