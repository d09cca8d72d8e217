// oxlint-disable-next-line no-restricted-imports -- a channel of messages to a program of ours; this module is loaded late itself
import { fork, type ChildProcess } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { CliError } from '../diagnostics/cli-error.ts';
import type { Service } from '../legacy/bundle.ts';
import type { Budget } from './budget.ts';
import type { ServiceVerdict, UnverifiedService } from './result.ts';
import { outOfTime } from './out-of-time.ts';
import type { FromWorker, ToWorker, WorkerJob } from './worker-messages.ts';

export interface WorkersInput {
  /** Services to verify. */
  readonly services: readonly Service[];
  readonly workers: number;
  readonly job: WorkerJob;
  readonly budget?: Budget;
  readonly signal: AbortSignal;
  readonly onProgress?: (service: string, scenario: string) => void;
}

/** A worker that is still at work so long after its time has run out does not look at the clock any more. */
const graceMs = 15_000;

/**
 * Verifies services in several processes, each the next one that is left. Every service gets the verdict that it would get alone,
 * in the order of the bundle. A process that ends by itself costs the verdict of the service it was at, and no other.
 * Errors: CliError of a worker; the reason of `signal`.
 */
export async function verifyInWorkers(input: WorkersInput): Promise<readonly ServiceVerdict[]> {
  const { services, workers, signal } = input;
  const queue = services.map((service, position) => ({ service, position }));
  const verdicts: ServiceVerdict[] = [];
  let started = 0;
  const ending = new AbortController();
  const stop = (): void => ending.abort(signal.reason);
  signal.addEventListener('abort', stop, { once: true });
  const work = async (): Promise<void> => {
    let worker: Worker | undefined;
    try {
      for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
        const { service, position } = next;
        const budgetMs = input.budget?.next(queue.length + 1);
        if (budgetMs === 0) {
          verdicts[position] = outOfTime(service);
          continue;
        }
        worker ??= new Worker(input, ++started, ending.signal);
        const answer = await worker.verify(service, budgetMs);
        verdicts[position] = answer;
        if (worker.hasEnded) worker = undefined;
      }
    } catch (error) {
      ending.abort(error);
      throw error;
    } finally {
      worker?.end();
    }
  };
  try {
    signal.throwIfAborted();
    await Promise.all(Array.from({ length: workers }, work));
    return verdicts;
  } finally {
    signal.removeEventListener('abort', stop);
    ending.abort();
  }
}

class Worker {
  readonly #process: ChildProcess;
  readonly #signal: AbortSignal;
  readonly #onProgress: WorkersInput['onProgress'];
  /** How the process ended, as a clause. */
  #end: string | undefined;
  readonly #opened: Promise<FromWorker | undefined>;
  #take: ((answer: FromWorker | undefined) => void) | undefined;

  constructor({ job, onProgress }: WorkersInput, place: number, signal: AbortSignal) {
    this.#signal = signal;
    this.#onProgress = onProgress;
    this.#process = fork(workerFile(), [], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    this.#process.on('message', (message: FromWorker) => {
      if (message.kind === 'progress') this.#onProgress?.(message.service, message.scenario);
      else this.#take?.(message);
    });
    const ended = (how: string): void => {
      this.#end ??= how;
      this.#take?.(undefined);
    };
    this.#process.on('error', (error) => ended(error.message));
    this.#process.on('exit', (code, name) =>
      ended(name === null ? `it ended with exit code ${code}` : `it was ended by ${name}`),
    );
    signal.addEventListener('abort', () => this.end(), { once: true });
    // Runs of different services have the same names.
    this.#opened = this.#ask({ kind: 'open', job: { ...job, spill: join(job.spill, String(place)) } });
  }

  get hasEnded(): boolean {
    return this.#end !== undefined;
  }

  async verify(service: Service, budgetMs: number | undefined): Promise<ServiceVerdict> {
    const opened = await this.#opened;
    this.#passOn(opened);
    if (opened === undefined) return this.#lost(service);
    const timer =
      budgetMs === undefined
        ? undefined
        : setTimeout(() => {
            this.#end = `it was still at work ${graceMs / 1000} s after its time had run out`;
            this.end();
          }, budgetMs + graceMs);
    try {
      const answer = await this.#ask({
        kind: 'verify',
        service: service.id,
        ...(budgetMs === undefined ? {} : { budgetMs }),
      });
      this.#passOn(answer);
      return answer?.kind === 'verdict' ? answer.verdict : this.#lost(service);
    } finally {
      clearTimeout(timer);
    }
  }

  end(): void {
    this.#process.kill('SIGKILL');
  }

  /** Throws what is not about a service. */
  #passOn(answer: FromWorker | undefined): void {
    this.#signal.throwIfAborted();
    if (answer?.kind !== 'fault') return;
    const { code, message, help, exit } = answer.fault;
    throw new CliError(code, message, { exit, ...(help === undefined ? {} : { help }) });
  }

  #ask(message: ToWorker): Promise<FromWorker | undefined> {
    return new Promise((resolve) => {
      this.#take = resolve;
      if (this.hasEnded) return resolve(undefined);
      // A process that has just ended says so by its exit.
      this.#process.send(message, () => undefined);
    });
  }

  #lost({ id, name }: Service): UnverifiedService {
    const reason = `The process that compared it is gone: ${this.#end ?? 'nobody knows why'}.`;
    const help = `Verify it alone: --service ${id} --workers 1 shows what it ends with.`;
    return { verified: false, service: id, name, reason, help, isBroken: true };
  }
}

/** The program of workers, beside this file in the sources, and of the same path in what is built from them. */
function workerFile(): string {
  const name = join('src', 'verify', `worker${extname(import.meta.filename)}`);
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, name))) return join(folder, name);
    if (dirname(folder) === folder) throw new Error('The program of workers is missing.');
  }
}
