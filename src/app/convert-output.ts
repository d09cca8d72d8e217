import { join } from 'node:path';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { exists } from '../workspace/files.ts';
import {
  filesIn,
  finishWriting,
  readIfThere,
  replacedCopy,
  writeTogether,
  writtenCopy,
  type AddFile,
} from '../workspace/write-together.ts';
import { describeEdit, isEdited, type EditedFile, type OutputFile } from './plan-output.ts';

/** Where a conversion writes to. */
export interface OutputTarget {
  readonly out: string;
  /** What happens to files that somebody has changed since they were written. Default: nothing is written at all. */
  readonly edited?: 'keep' | 'replace';
  /** Files that are written whatever has become of them, because they hold what people wrote. */
  readonly own: ReadonlySet<string>;
}

export interface WrittenOutput {
  readonly isWritten: boolean;
  /** Files that were written, or are there already as they should be. */
  readonly files: readonly string[];
  readonly edited: readonly EditedFile[];
  /** Copies of edited files that were replaced. */
  readonly copies: readonly string[];
  /** Files of conversions before that this one does not give any more. */
  readonly left: readonly string[];
}

/** Finishes what a conversion that was ended has left. Gives the copies of files that were changed in between. */
export async function finishOutput(out: string): Promise<readonly string[]> {
  return (await finishWriting(out)).map((copy) => join(out, copy));
}

/** Texts of files by their names. Each is made when it is its turn, and not kept: there may be very many. */
export type OutputTexts = ReadonlyMap<string, () => string>;

/** Writes the files of a conversion: all of them, or none where one was changed by hand. */
export async function writeOutput(texts: OutputTexts, { out, edited, own }: OutputTarget): Promise<WrittenOutput> {
  const edits: EditedFile[] = [];
  const copies: string[] = [];
  const kept = new Set<string>();
  await writeTogether(out, async (add) => {
    for (const [name, make] of texts) {
      const next = make();
      const [now, last] = await Promise.all([name, writtenCopy(name)].map((file) => readText(join(out, file))));
      if (now === next && last === next) continue;
      const file: OutputFile = { name, next, now, last };
      if (isEdited(file) && !own.has(name)) {
        edits.push({ ...(await describeEdit(file)), file: join(out, name) });
        if (edited === 'keep') kept.add(name);
        if (edited !== 'replace') continue;
        const copy = await addCopy(out, name, add);
        if (copy !== undefined) copies.push(join(out, copy));
      }
      await add(name, next);
      await add(writtenCopy(name), next);
    }
    return edits.length === 0 || edited !== undefined;
  });
  const left = (await leftBehind(texts, out)).map((name) => join(out, name));
  if (edits.length > 0 && edited === undefined) return { isWritten: false, files: [], edited: edits, copies: [], left };
  const files = [...texts.keys()].filter((name) => !kept.has(name)).map((name) => join(out, name));
  return { isWritten: true, files, edited: edits, copies, left };
}

async function readText(file: string): Promise<string | undefined> {
  return (await readIfThere(file))?.toString('utf8');
}

async function addCopy(out: string, name: string, add: AddFile): Promise<string | undefined> {
  const bytes = await readIfThere(join(out, name));
  const copy = bytes === undefined ? undefined : await replacedCopy(out, name, bytes);
  if (bytes !== undefined && copy !== undefined) await add(copy, bytes);
  return copy;
}

const isOfService = /\.flow\.json$|^(?:lookups|pools)\//u;

async function leftBehind(texts: OutputTexts, out: string): Promise<readonly string[]> {
  const names = (await filesIn(join(out, writtenCopy('')))).filter(
    (name) => isOfService.test(name) && !texts.has(name),
  );
  const isThere = await Promise.all(names.map((name) => exists(join(out, name))));
  return names.filter((_, index) => isThere[index] === true);
}

export function editedDiagnostic({ file, byHand }: EditedFile): Diagnostic {
  return {
    code: 'convert/edited-file',
    severity: 'error',
    message: `"${file}" ${byHand === '' ? 'is there already and differs' : 'was changed by hand since it was written'}; nothing was written.`,
    help: 'Give --keep-edits to leave it as it is, or --force to replace it and keep a copy.',
    at: { file, pointer: '', line: 1, column: 1, endLine: 1, endColumn: 1, start: 0, end: 0 },
    related: [],
  };
}
