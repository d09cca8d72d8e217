import { TerminalError } from '../../../contract/errors.ts';
import type { LoadedScript, Script, ScriptHost, ScriptPort } from '../../../contract/script.ts';
import type { InterpreterHost } from './interpreter-host.ts';
import type { IsolateHost } from './isolate-host.ts';
import { findLibrariesIn } from './libraries.ts';
import { usualLimits, type ScriptLimits } from './limits.ts';

export interface ScriptOptions extends Partial<ScriptLimits> {
  /** Where libraries are looked for. Default: the current folder. */
  readonly folder?: string;
  /** What runs PHP, Python and Ruby: a command, with arguments where it takes some. None: such scripts are refused. */
  readonly interpreters?: Readonly<Record<string, string | readonly string[]>>;
}

/** Runs JavaScript in a sandbox of its own, and other languages by interpreters that somebody has named. */
export function createScriptPort(options: ScriptOptions = {}): ScriptPort {
  return { open: ({ nowMs }) => new LocalScripts(nowMs, options) };
}

class LocalScripts implements ScriptHost {
  readonly #nowMs: number;
  readonly #options: ScriptOptions;
  readonly #limits: ScriptLimits;
  #isolate: IsolateHost | undefined;
  readonly #interpreted = new Map<string, InterpreterHost>();

  constructor(nowMs: number, options: ScriptOptions) {
    this.#nowMs = nowMs;
    this.#options = options;
    this.#limits = { ...usualLimits, ...options };
  }

  async load(script: Script): Promise<LoadedScript> {
    const language = languageOf(script.language);
    if (language !== 'javascript') return this.#interpret(script, language);
    const { IsolateHost } = await import('./isolate-host.ts');
    this.#isolate ??= new IsolateHost(this.#nowMs, this.#limits, findLibrariesIn(this.#options.folder ?? '.'));
    return this.#isolate.load(script);
  }

  async #interpret(script: Script, language: string): Promise<LoadedScript> {
    const { drivers } = await import('./interpreter-drivers.ts');
    const driver = Object.hasOwn(drivers, language) ? drivers[language] : undefined;
    if (driver === undefined) throw notRunnable(script);
    const { interpreters = {} } = this.#options;
    const command = Object.hasOwn(interpreters, language) ? interpreters[language] : undefined;
    if (command === undefined) throw noInterpreter(script, language);
    const key = `${language} ${script.code}`;
    const known = this.#interpreted.get(key);
    if (known !== undefined) return known;
    const { InterpreterHost } = await import('./interpreter-host.ts');
    const host = new InterpreterHost(script, [command].flat(), driver, this.#limits);
    this.#interpreted.set(key, host);
    await host.load();
    return host;
  }

  close(): Promise<void> {
    this.#isolate?.close();
    for (const host of this.#interpreted.values()) host.close();
    this.#interpreted.clear();
    return Promise.resolve();
  }
}

/** `JavaScript (Node 18)`, `node` and `js` are one language. */
function languageOf(written: string): string {
  const [word = ''] = /^[a-z#+]+/u.exec(written.trim().toLowerCase()) ?? [];
  return word === 'js' || word === 'node' || word === 'nodejs' ? 'javascript' : word;
}

function noInterpreter({ name }: Script, language: string): TerminalError {
  return new TerminalError({
    code: 'run/script-language',
    message: `Script "${name}" is written in ${language}, and no interpreter for it is named.`,
    help: `Name one in repatch.config.yaml, for example scripts: { interpreters: { ${language}: ${language === 'python' ? 'python3' : language} } }. It runs with the rights of the user.`,
  });
}

function notRunnable({ name, language }: Script): TerminalError {
  return new TerminalError({
    code: 'run/script-language',
    message: `Script "${name}" is written in ${language}, which cannot be run here.`,
    help: 'Take the step out of the copy that you run.',
  });
}
