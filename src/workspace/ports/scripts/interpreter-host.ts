// oxlint-disable-next-line no-restricted-imports -- a process group that is ended as one, and a fourth pipe; this module is loaded late itself
import { spawn, type ChildProcess } from 'node:child_process';
import { tmpdir } from 'node:os';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { TerminalError } from '../../../contract/errors.ts';
import type { LoadedScript, Script, ScriptAnswers, ScriptCall } from '../../../contract/script.ts';
import type { Driver } from './interpreter-drivers.ts';
import type { ScriptLimits } from './limits.ts';
import { readAnswers } from './sandbox-call.ts';
import { badScript, crashed, noEntryPoint, timedOut, tooMuchOutput } from './script-errors.ts';

/**
 * Runs one script by an interpreter of the machine. Its process stays as long as the run, and is ended with everything that it
 * has started. It is no sandbox: it has the rights of the user, but neither the environment nor any secret.
 */
export class InterpreterHost implements LoadedScript {
  readonly #script: Script;
  readonly #command: readonly string[];
  readonly #driver: Driver;
  readonly #limits: ScriptLimits;
  #process: Interpreter | undefined;

  constructor(script: Script, command: readonly string[], driver: Driver, limits: ScriptLimits) {
    this.#script = script;
    this.#command = command;
    this.#driver = driver;
    this.#limits = limits;
  }

  /** Starts the interpreter and loads the script. Errors: `run/bad-script`, `run/script-language`, `run/script-timeout`. */
  async load(signal?: AbortSignal): Promise<Interpreter> {
    const { name, code } = this.#script;
    const [file = '', ...first] = this.#command;
    const started = new Interpreter(
      name,
      file,
      [...first, ...this.#driver.arguments(this.#limits.memoryMb)],
      this.#limits,
    );
    this.#process = started;
    const answer = await this.#ask(started, { code }, signal);
    if (answer === 'ready') return started;
    this.close();
    if (answer === 'no entry point') throw noEntryPoint(name, this.#driver.entry);
    throw badScript(name, String(answer).replace(/^thrown /u, ''));
  }

  async call({ payloads, surroundings, signal }: ScriptCall): Promise<ScriptAnswers> {
    const { name } = this.#script;
    const running = this.#process ?? (await this.load(signal));
    const answer = await this.#ask(running, { payloads, surroundings, logLength: this.#limits.logLength }, signal);
    try {
      return readAnswers(name, answer, payloads.length, this.#limits);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  async #ask(running: Interpreter, message: object, signal: AbortSignal | undefined): Promise<unknown> {
    try {
      return await running.ask(`${JSON.stringify(message)}\n`, signal);
    } catch (error) {
      // What was stopped in the middle is not used again.
      this.close();
      throw error;
    }
  }

  close(): void {
    this.#process?.end();
    this.#process = undefined;
  }
}

/** One process, its answers line by line on descriptor 3. */
class Interpreter {
  readonly #name: string;
  readonly #limits: ScriptLimits;
  readonly #child: ChildProcess;
  readonly #lines: NodeJS.AsyncIterator<string>;
  readonly #ended = Promise.withResolvers<undefined>();
  #failure: TerminalError | undefined;
  #complaint = '';
  #length = 0;
  readonly #endWithUs = (): void => this.end();

  constructor(name: string, file: string, given: readonly string[], limits: ScriptLimits) {
    this.#name = name;
    this.#limits = limits;
    this.#child = spawn(file, given, {
      // A group of its own, so that what it starts is ended with it.
      detached: true,
      cwd: tmpdir(),
      env: { PATH: '/usr/local/bin:/usr/bin:/bin', LANG: 'C.UTF-8' },
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    this.#child.on('error', (cause) => (this.#failure = notStarted(name, file, cause)));
    this.#child.stdin?.on('error', () => undefined);
    const answers = this.#child.stdio[3] as Readable; // a pipe, as asked for
    for (const stream of [answers, this.#child.stdout, this.#child.stderr]) {
      stream?.on('error', () => undefined);
      stream?.on('data', (chunk: Buffer) => this.#count(chunk.length));
    }
    this.#child.stderr?.on(
      'data',
      (chunk: Buffer) => (this.#complaint = (this.#complaint + chunk.toString()).slice(-4096)),
    );
    this.#lines = createInterface({ input: answers, crlfDelay: Infinity })[Symbol.asyncIterator]();
    process.once('exit', this.#endWithUs);
  }

  #count(length: number): void {
    this.#length += length;
    // JSON may write a character as six.
    if (this.#length <= this.#limits.outputLength * 6) return;
    this.#failure ??= tooMuchOutput(this.#name, this.#limits);
    this.end();
  }

  async ask(message: string, signal: AbortSignal | undefined): Promise<unknown> {
    this.#length = 0;
    signal?.throwIfAborted();
    const timer = setTimeout(() => {
      this.#failure ??= timedOut(this.#name, this.#limits);
      this.end();
    }, this.#limits.timeoutMs);
    const stop = (): void => this.end();
    signal?.addEventListener('abort', stop, { once: true });
    try {
      this.#child.stdin?.write(message);
      const line = await Promise.race([this.#lines.next(), this.#ended.promise]);
      if (line === undefined || line.done === true || this.#failure !== undefined) {
        signal?.throwIfAborted();
        // The reason comes a moment after the end of the pipe.
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw this.#failure ?? crashed(this.#name, this.#ending());
      }
      try {
        return JSON.parse(line.value) as unknown;
      } catch {
        throw crashed(this.#name, 'it wrote something else in place of its answer');
      }
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener('abort', stop);
    }
  }

  #ending(): string {
    const last = this.#complaint.trim().split('\n').at(-1)?.slice(0, 300) ?? '';
    const { exitCode, signalCode } = this.#child;
    const how =
      signalCode === null
        ? `its interpreter ended with exit code ${exitCode ?? 'unknown'}`
        : `its interpreter was ended by ${signalCode}`;
    return last === '' ? how : `${how}: ${last}`;
  }

  /** Ends the process and everything that it has started. */
  end(): void {
    process.removeListener('exit', this.#endWithUs);
    this.#ended.resolve(undefined);
    const { pid } = this.#child;
    if (pid === undefined) return;
    try {
      process.kill(-pid, 'SIGKILL');
    } catch {
      // Gone already.
    }
    this.#child.stdin?.destroy();
    for (const stream of this.#child.stdio) stream?.destroy();
  }
}

function notStarted(script: string, file: string, cause: Error): TerminalError {
  return new TerminalError({
    code: 'run/script-language',
    message: `The interpreter "${file}" for script "${script}" cannot be started.`,
    help: 'Correct its path under "scripts" of repatch.config.yaml.',
    cause,
  });
}
