import { createRequire } from 'node:module';
import type IsolatedVm from 'isolated-vm';
import { TerminalError } from '../../../contract/errors.ts';
import type { LoadedScript, Script, ScriptCall } from '../../../contract/script.ts';
import type { FindLibraries, Libraries } from './libraries.ts';
import type { ScriptLimits } from './limits.ts';
import { libraryIn, readAnswers } from './sandbox-call.ts';
import { sandboxCode } from './sandbox-code.ts';
import { badScript, crashed, noEntryPoint, noLibrary, outOfMemory, timedOut } from './script-errors.ts';

/** The isolate of one run: a heap of its own, without Node around it. */
export class IsolateHost {
  readonly #nowMs: number;
  readonly #limits: ScriptLimits;
  readonly #libraries: FindLibraries;
  #isolate: IsolatedVm.Isolate | undefined;

  constructor(nowMs: number, limits: ScriptLimits, libraries: FindLibraries) {
    this.#nowMs = nowMs;
    this.#limits = limits;
    this.#libraries = libraries;
  }

  async load(script: Script): Promise<LoadedScript> {
    let world: World | undefined = await this.#enter(script);
    return {
      call: async (call) => {
        world ??= await this.#enter(script);
        try {
          return await world.call(call);
        } catch (error) {
          // What was stopped in the middle is not used again.
          world = undefined;
          throw error;
        }
      },
    };
  }

  async #enter(script: Script): Promise<World> {
    const world = new World(script.name, this.#open(), this.#limits);
    await world.enter(script.code, this.#libraries(script.code), this.#nowMs);
    return world;
  }

  #open(): IsolatedVm.Isolate {
    if (this.#isolate === undefined || this.#isolate.isDisposed) {
      const { Isolate } = loadIsolatedVm();
      this.#isolate = new Isolate({
        memoryLimit: this.#limits.memoryMb,
        // Without it the process would end.
        onCatastrophicError: () => (this.#isolate = undefined),
      });
    }
    return this.#isolate;
  }

  close(): void {
    if (this.#isolate?.isDisposed === false) this.#isolate.dispose();
    this.#isolate = undefined;
  }
}

function loadIsolatedVm(): typeof IsolatedVm {
  try {
    return createRequire(import.meta.url)('isolated-vm') as typeof IsolatedVm;
  } catch (cause) {
    throw new TerminalError({
      code: 'run/no-script-sandbox',
      message: 'The sandbox for JavaScript, isolated-vm, cannot be loaded on this machine.',
      help: 'Install isolated-vm for this version of Node; there are binaries for Node 24 and 26 on Linux, macOS (arm64) and Windows.',
      cause,
    });
  }
}

type Harness = Record<'enter' | 'start' | 'poll', IsolatedVm.Reference<(...given: unknown[]) => unknown>>;

/** How much later than V8 the host stops a script. */
const graceMs = 500;

/** One context with one script. */
class World {
  readonly #name: string;
  readonly #isolate: IsolatedVm.Isolate;
  readonly #limits: ScriptLimits;
  #harness: Harness | undefined;

  constructor(name: string, isolate: IsolatedVm.Isolate, limits: ScriptLimits) {
    this.#name = name;
    this.#isolate = isolate;
    this.#limits = limits;
  }

  async enter(code: string, libraries: Libraries, nowMs: number): Promise<void> {
    const timeout = this.#limits.timeoutMs;
    const context = await this.#isolate.createContext();
    const build = await this.#compile(sandboxCode, 'sandbox.js', context);
    const harness = (await build.apply(
      undefined,
      [context.global.derefInto(), this.#name, nowMs, this.#limits.logLength],
      { timeout, result: { reference: true } },
    )) as IsolatedVm.Reference<Record<string, (...given: unknown[]) => unknown>>;
    const member = (name: string): Promise<Harness['enter']> => harness.get(name, { reference: true });
    this.#harness = { enter: await member('enter'), start: await member('start'), poll: await member('poll') };
    const modules = (await context.eval('({})', { reference: true })) as unknown as IsolatedVm.Reference<
      Record<string, unknown>
    >;
    for (const [name, text] of libraries)
      await modules.set(name, (await this.#compile(framed(text), `${name}.js`, context)).derefInto());
    const run = await this.#compile(framed(code), `${this.#name}.js`, context);
    const given = [run.derefInto(), modules.derefInto()];
    const wrong = await this.#guard(this.#harness.enter.apply(undefined, given, { timeout }));
    if (wrong !== undefined) throw whatIsWrong(this.#name, String(wrong));
  }

  async #compile(
    code: string,
    filename: string,
    context: IsolatedVm.Context,
  ): Promise<IsolatedVm.Reference<(...given: unknown[]) => unknown>> {
    try {
      const compiled = await this.#isolate.compileScript(code, { filename });
      return (await compiled.run(context, { reference: true })) as never; // what is compiled is always a function
    } catch (error) {
      throw badScript(this.#name, placeOf(error));
    }
  }

  async call({ payloads, surroundings, signal }: ScriptCall): Promise<ReturnType<typeof readAnswers>> {
    const harness = this.#harness;
    if (harness === undefined) throw crashed(this.#name, 'it was never started');
    const end = performance.now() + this.#limits.timeoutMs;
    const left = (): number => {
      signal.throwIfAborted();
      const ms = Math.ceil(end - performance.now());
      if (ms <= 0) throw timedOut(this.#name, this.#limits);
      return ms;
    };
    const given = [payloads, JSON.stringify(surroundings)];
    await this.#guard(harness.start.apply(undefined, given, { timeout: left(), arguments: { copy: true } }));
    for (;;) {
      const found = await this.#guard(harness.poll.apply(undefined, [], { timeout: left(), result: { copy: true } }));
      if (found !== undefined) return readAnswers(this.#name, found, payloads.length, this.#limits);
    }
  }

  /** Says in our words what ended a call. */
  async #guard<Result>(work: Promise<Result>): Promise<Result> {
    const late = Promise.withResolvers<never>();
    // V8 stops scripts, but not what is built into it while that is at work, such as filling a list of 2^32 elements.
    const watch = setTimeout(() => {
      late.reject(new Error('timed out'));
      if (!this.#isolate.isDisposed) this.#isolate.dispose();
    }, this.#limits.timeoutMs + graceMs);
    try {
      return await Promise.race([work, late.promise]);
    } catch (error) {
      work.catch(() => undefined);
      const text = error instanceof Error ? error.message : String(error);
      if (/timed out/iu.test(text)) throw timedOut(this.#name, this.#limits);
      if (/memory limit|allocation failed/iu.test(text)) throw outOfMemory(this.#name, this.#limits);
      throw crashed(this.#name, text.slice(0, 200));
    } finally {
      clearTimeout(watch);
    }
  }
}

/** The frame of CommonJS, on the first line of the script so that lines keep their numbers. */
function framed(code: string): string {
  return `(function (exports, require, module, __filename, __dirname) { ${code}\n})`;
}

function whatIsWrong(script: string, wrong: string): TerminalError {
  if (wrong === 'no entry point')
    return noEntryPoint(script, 'module.exports = async function (data) { … return data; }');
  const library = libraryIn(wrong);
  return library === undefined ? badScript(script, wrong.replace(/^thrown /u, '')) : noLibrary(script, library);
}

function placeOf(error: unknown): string {
  return error instanceof Error ? error.message.replaceAll(/\s+/gu, ' ') : String(error);
}
