import { randomUUID } from 'node:crypto';
import { rm, stat } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliError, EXIT } from '../diagnostics/cli-error.ts';
import { hasErrors, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { writeWhole } from '../workspace/files.ts';
import { createHttpPort } from '../workspace/ports/http.ts';
import { createScriptPort } from '../workspace/ports/scripts/scripts.ts';
import { createSpillFiles } from '../workspace/ports/spill-files.ts';
import { digestOf } from '../verify/digest.ts';
import { createBudget } from '../verify/budget.ts';
import { readInputs, type InputPaths, type VerifyInputs } from '../verify/read-inputs.ts';
import type { ServiceVerdict } from '../verify/result.ts';
import { servicesToVerify, verifyBundle, type VerifyInput } from '../verify/verify-bundle.ts';

export { nameOf } from '../verify/describe.ts';
export type { Difference, ScenarioResult, ServiceVerdict, VerifiedService } from '../verify/result.ts';

export interface VerifyOptions extends InputPaths, Pick<VerifyInput, 'nowMs' | 'cases' | 'signal' | 'onProgress'> {
  /** Services that are verified at once, each in a process of its own; 1: in this one. Default: as many as there are cores. */
  readonly workers?: number;
  /** Seconds that the verification may take. Default: as long as it takes. */
  readonly budgetSeconds?: number;
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
  const { services: named = [], signal } = options;
  const spillFolder = join(tmpdir(), `repatch-verify-${randomUUID()}`);
  try {
    const services = await verifyInputs(inputs, options, spillFolder);
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
    await rm(spillFolder, { recursive: true, force: true });
  }
}

/** The processes that are started where nobody says how many: each takes some 150 MB. */
const usualWorkers = { least: 2, most: 8 };

async function verifyInputs(
  inputs: VerifyInputs,
  options: VerifyOptions,
  spill: string,
): Promise<readonly ServiceVerdict[]> {
  const { services: named = [], flows, decisions, signal, nowMs, cases, onProgress, budgetSeconds } = options;
  const { bundle, workspace } = inputs;
  const narrowed = named.length === 0 ? {} : { services: named };
  const services = servicesToVerify({ bundle, ...narrowed });
  const usual = Math.min(usualWorkers.most, Math.max(usualWorkers.least, availableParallelism()));
  // Each worker reads the documents for itself, and what comes through a pipe can be read once.
  const isFile = (await stat(options.bundle)).isFile();
  const workers = isFile ? Math.min(options.workers ?? usual, services.length) : 1;
  const common = {
    ...(nowMs === undefined ? {} : { nowMs }),
    ...(cases === undefined ? {} : { cases }),
  };
  const watching = {
    signal,
    ...(onProgress === undefined ? {} : { onProgress }),
    ...(budgetSeconds === undefined ? {} : { budget: createBudget(budgetSeconds, workers) }),
  };
  if (workers > 1) {
    const paths = {
      bundle: options.bundle,
      ...narrowed,
      ...(flows === undefined ? {} : { flows }),
      ...(decisions === undefined ? {} : { decisions }),
    };
    const job = { paths, bundle: digestOf(bundle), spill, ...common };
    const { verifyInWorkers } = await import('../verify/verify-in-workers.ts');
    return verifyInWorkers({ services, workers, job, ...watching });
  }
  const http = createHttpPort();
  try {
    return await verifyBundle({
      ...inputs,
      ...narrowed,
      ...common,
      ...watching,
      connectors: workspace.connectors,
      instances: workspace.instances,
      profile: workspace.profile,
      http,
      spill: createSpillFiles(spill),
      scripts: createScriptPort(workspace.scripts),
    });
  } finally {
    await http.close();
  }
}

/** Two worlds that were not compared are not equal. */
function isProven(services: readonly ServiceVerdict[], areNamed: boolean, allowUncovered: boolean): boolean {
  return (
    services.some(({ verified }) => verified) &&
    services.every((one) => {
      if (!one.verified) return !areNamed && one.isBroken !== true && one.isUntried !== true;
      return one.equal && (allowUncovered || (one.uncovered.length === 0 && one.untried.length === 0));
    })
  );
}
