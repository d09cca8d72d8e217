import { TerminalError } from '../../../contract/errors.ts';
import type { LoadedScript, Script, ScriptHost, ScriptPort } from '../../../contract/script.ts';
import type { IsolateHost } from './isolate-host.ts';
import { findLibrariesIn } from './libraries.ts';
import { usualLimits, type ScriptLimits } from './limits.ts';

export interface ScriptOptions extends Partial<ScriptLimits> {
  /** Where libraries are looked for. Default: the current folder. */
  readonly folder?: string;
}

/** Runs JavaScript in a sandbox of its own. */
export function createScriptPort(options: ScriptOptions = {}): ScriptPort {
  return { open: ({ nowMs }) => new LocalScripts(nowMs, options) };
}

class LocalScripts implements ScriptHost {
  readonly #nowMs: number;
  readonly #options: ScriptOptions;
  readonly #limits: ScriptLimits;
  #isolate: IsolateHost | undefined;

  constructor(nowMs: number, options: ScriptOptions) {
    this.#nowMs = nowMs;
    this.#options = options;
    this.#limits = { ...usualLimits, ...options };
  }

  async load(script: Script): Promise<LoadedScript> {
    const language = languageOf(script.language);
    if (language !== 'javascript') throw notRunnable(script);
    const { IsolateHost } = await import('./isolate-host.ts');
    this.#isolate ??= new IsolateHost(this.#nowMs, this.#limits, findLibrariesIn(this.#options.folder ?? '.'));
    return this.#isolate.load(script);
  }

  close(): Promise<void> {
    this.#isolate?.close();
    return Promise.resolve();
  }
}

/** `JavaScript (Node 18)`, `node` and `js` are one language. */
function languageOf(written: string): string {
  const [word = ''] = /^[a-z#+]+/u.exec(written.trim().toLowerCase()) ?? [];
  return word === 'js' || word === 'node' || word === 'nodejs' ? 'javascript' : word;
}

function notRunnable({ name, language }: Script): TerminalError {
  return new TerminalError({
    code: 'run/script-language',
    message: `Script "${name}" is written in ${language}, which cannot be run here.`,
    help: 'Take the step out of the copy that you run.',
  });
}
