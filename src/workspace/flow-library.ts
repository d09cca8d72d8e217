import { resolve } from 'node:path';
import { TerminalError } from '../contract/errors.ts';
import type { FlowFile } from '../flow/model.ts';
import { hasErrors } from '../diagnostics/diagnostic.ts';
import { kindOfName } from '../lint/kind-of.ts';
import { expandPatterns } from './find-files.ts';
import { readDocument, type ReadDocument } from './read-document.ts';

export interface LibraryFlow {
  readonly file: string;
  readonly flow: FlowFile;
  readonly document: ReadDocument;
}

/** The flows of a workspace by name; its files are read when the first of them is looked for. */
export interface FlowLibrary {
  /** Errors: TerminalError `run/unknown-flow`, where several files have a flow of this name. */
  find(name: string): Promise<LibraryFlow | undefined>;
}

export function openFlowLibrary(folder: string): FlowLibrary {
  let flows: Promise<readonly LibraryFlow[]> | undefined;
  return {
    async find(name) {
      flows ??= readFlows(folder);
      const found = (await flows).filter(({ flow }) => flow.flow.name === name);
      if (found.length < 2) return found[0];
      throw new TerminalError({
        code: 'run/unknown-flow',
        message: `Several files have a flow "${name}": ${found.map(({ file }) => `"${file}"`).join(', ')}.`,
        help: 'Keep one of them in the workspace, or give the others another name.',
      });
    },
  };
}

/** Files with errors have no flow that could run. */
async function readFlows(folder: string): Promise<readonly LibraryFlow[]> {
  const files = (await expandPatterns([folder])).filter((file) => kindOfName(file) === 'flow');
  const found: LibraryFlow[] = [];
  for (const file of files) {
    const document = await readDocument(file);
    if (document.kind === 'flow' && !hasErrors(document.diagnostics))
      found.push({ file: resolve(file), flow: document.value as FlowFile, document }); // accepted by the schema of its kind
  }
  return found;
}
