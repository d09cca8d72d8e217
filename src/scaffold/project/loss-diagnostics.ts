import { basename, dirname, join } from 'node:path';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { readSource } from '../../text/source.ts';
import { readBytes } from '../../workspace/files.ts';
import type { Skipped } from '../api-model.ts';

/** What flows lose of a description, at the places where it is described. `root`: its file. */
export async function lossDiagnostics(root: string, losses: readonly Skipped[]): Promise<readonly Diagnostic[]> {
  const byFile = Map.groupBy(losses, ({ origin }) => origin.file);
  const located = await Promise.all(
    Array.from(byFile, async ([id, ofFile]) => {
      const file = id === '' || id === basename(root) || id === root ? root : join(dirname(root), id);
      const source = await readSource(file, await readBytes(file));
      return source.locate(
        ofFile.map(({ name, reason, origin: { pointer } }) => ({
          code: 'scaffold/definition-loss',
          message: `${name}: ${reason}.`,
          pointer,
        })),
      );
    }),
  );
  return located.flat();
}
