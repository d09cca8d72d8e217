import type { FileSettings } from '../connector/definition.ts';
import type { TransportCall } from '../contract/define-transport.ts';
import { TerminalError } from '../contract/errors.ts';
import { joinPath } from './file-path.ts';

/** What an endpoint does with files. Errors: `run/bad-endpoint`. */
export function settingsOf(call: TransportCall): FileSettings {
  const { file } = call.endpoint;
  if (file !== undefined) return file;
  throw badEndpoint(call, 'does not say what to do');
}

export function pathOf(call: TransportCall): string {
  const { root, path } = settingsOf(call);
  return joinPath(root === undefined ? undefined : call.fill(root), call.fill(path));
}

/** Where "put" and "rename" lead. */
export function targetOf(call: TransportCall): string {
  const { command, root, target } = settingsOf(call);
  if (command === 'put') return pathOf(call);
  if (target === undefined) throw badEndpoint(call, 'renames without a "target"');
  return joinPath(root === undefined ? undefined : call.fill(root), call.fill(target));
}

export function badEndpoint({ endpoint, step }: TransportCall, what: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-endpoint',
    message: `Endpoint "${endpoint.name}" ${what}.`,
    help: 'Give it "file" with "command" get, put, rename or delete and "path".',
    step,
  });
}
