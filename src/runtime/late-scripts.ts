import { TerminalError } from '../contract/errors.ts';
import type { Ports } from '../contract/ports.ts';
import type { ScriptHost } from '../contract/script.ts';

/** What runs the scripts of a run, opened when the first of them is loaded. */
export function lateScripts({ ports, nowMs }: { readonly ports: Ports; readonly nowMs: number }): ScriptHost {
  let host: ScriptHost | undefined;
  return {
    async load(script) {
      if (ports.scripts === undefined) throw noSandbox(script.name);
      host ??= ports.scripts.open({ nowMs });
      return host.load(script);
    },
    async close() {
      await host?.close();
      host = undefined;
    },
  };
}

function noSandbox(script: string): TerminalError {
  return new TerminalError({
    code: 'run/no-script-sandbox',
    message: `Script "${script}" cannot be run: the run was given nothing that runs scripts.`,
    help: 'Give the ports "scripts", as nodePorts() does.',
  });
}
