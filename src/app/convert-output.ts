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

/** Writes the files of a conversion, by their names: all of them, or none where one was changed by hand. */
export async function writeOutput(texts: ReadonlyMap<string, string>, target: OutputTarget): Promise<WrittenOutput> {
  const { out, edited, own } = target;
  const { news, changed } = await compareOutput(texts, target);
  const edits = changed.filter(({ name }) => !own.has(name));
  const described: EditedFile[] = [];
  for (const edit of edits) described.push({ ...(await describeEdit(edit)), file: join(out, edit.name) });
  const left = (await leftBehind(texts, out)).map((name) => join(out, name));
  if (edits.length > 0 && edited === undefined)
    return { isWritten: false, files: [], edited: described, copies: [], left };
  const kept = new Set(edited === 'keep' ? edits.map(({ name }) => name) : []);
  const copies = edited === 'replace' ? await copiesOf(edits, out) : new Map<string, Uint8Array>();
  const files = news
    .filter((name) => !kept.has(name))
    .flatMap((name): [string, string][] => {
      const text = texts.get(name) ?? '';
      return [
        [name, text],
        [writtenCopy(name), text],
      ];
    });
  await writeTogether(out, new Map<string, string | Uint8Array>([...copies, ...files]));
  return {
    isWritten: true,
    files: [...texts.keys()].filter((name) => !kept.has(name)).map((name) => join(out, name)),
    edited: described,
    copies: [...copies.keys()].map((name) => join(out, name)),
    left,
  };
}

/** Files that are read at the same time; a conversion may have many thousands. */
const together = 64;

/** `news`: what is not there yet as it should be. Texts of files that nobody changed are not kept. */
async function compareOutput(
  texts: ReadonlyMap<string, string>,
  { out }: OutputTarget,
): Promise<{ readonly news: readonly string[]; readonly changed: readonly OutputFile[] }> {
  const news: string[] = [];
  const changed: OutputFile[] = [];
  const compare = async ([name, next]: [string, string]): Promise<void> => {
    const [now, last] = await Promise.all([name, writtenCopy(name)].map((file) => readText(join(out, file))));
    if (now === next && last === next) return;
    news.push(name);
    const file = { name, next, now, last };
    if (isEdited(file)) changed.push(file);
  };
  const all = [...texts];
  for (let at = 0; at < all.length; at += together) await Promise.all(all.slice(at, at + together).map(compare));
  const order = new Map(Array.from(texts.keys(), (name, index) => [name, index]));
  const place = (name: string): number => order.get(name) ?? 0;
  return {
    news: news.toSorted((a, b) => place(a) - place(b)),
    changed: changed.toSorted((a, b) => place(a.name) - place(b.name)),
  };
}

async function readText(file: string): Promise<string | undefined> {
  return (await readIfThere(file))?.toString('utf8');
}

async function copiesOf(edits: readonly OutputFile[], out: string): Promise<ReadonlyMap<string, Uint8Array>> {
  const copies = new Map<string, Uint8Array>();
  for (const { name } of edits) {
    const bytes = await readIfThere(join(out, name));
    const copy = bytes === undefined ? undefined : await replacedCopy(out, name, bytes);
    if (bytes !== undefined && copy !== undefined) copies.set(copy, bytes);
  }
  return copies;
}

const isOfService = /\.flow\.json$|^lookups\//u;

async function leftBehind(texts: ReadonlyMap<string, string>, out: string): Promise<readonly string[]> {
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
