import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { expandPatterns } from '../workspace/find-files.ts';
import { readBytes, writeWhole } from '../workspace/files.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { validateFiles } from './validate.ts';

export interface FixedFile {
  readonly file: string;
  readonly before: string;
  readonly after: string;
  /** Changes made, in the order in which they were. */
  readonly titles: readonly string[];
}

/** A fix may uncover another problem that has one: a renamed key has a value, which is then checked. */
const rounds = 5;

/**
 * Makes the changes that findings call safe, each where it is marked and nothing else, until there are none; every file is
 * written whole. `isDry`: nothing is written. Errors: those of `validateFiles`; CliError `cli/cannot-write`.
 */
export async function fixFiles(patterns: readonly string[], isDry = false): Promise<readonly FixedFile[]> {
  const fixed = new Map<string, FixedFile>();
  // A finding may stand in a file that depends on those named, which nobody wants changed unasked.
  const named = new Set(await expandPatterns(patterns));
  for (let round = 0; round < (isDry ? 1 : rounds); round++) {
    const { diagnostics } = await validateFiles(patterns);
    const byFile = Map.groupBy(
      diagnostics.filter(({ at, fix }) => fix !== undefined && named.has(at.file)),
      ({ at }) => at.file,
    );
    if (byFile.size === 0) break;
    for (const [file, list] of byFile) {
      const bytes = await readBytes(file);
      // Positions are those of the text behind it.
      const mark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? '\uFEFF' : '';
      const text = new TextDecoder().decode(bytes);
      const { after, titles } = applyFixes(text, list);
      const earlier = fixed.get(file);
      fixed.set(file, {
        file,
        before: earlier?.before ?? text,
        after,
        titles: [...(earlier?.titles ?? []), ...titles],
      });
      if (!isDry) await writeWhole(file, mark + after);
    }
  }
  return [...fixed.values()];
}

/** From the end to the beginning, so that positions hold; of two that overlap the first is made. */
function applyFixes(
  text: string,
  diagnostics: readonly Diagnostic[],
): { readonly after: string; readonly titles: readonly string[] } {
  const chosen: Diagnostic[] = [];
  let free = 0;
  for (const one of diagnostics.toSorted((a, b) => a.at.start - b.at.start)) {
    if (one.at.start < free) continue;
    chosen.push(one);
    free = one.at.end;
  }
  let after = text;
  for (const { at, fix } of chosen.toReversed())
    after = after.slice(0, at.start) + (fix?.text ?? '') + after.slice(at.end);
  return { after, titles: chosen.map(({ at, fix }) => `${at.line}:${at.column} ${fix?.title ?? ''}`) };
}

/** What would change, as a unified diff. */
export async function fixesAsDiff(files: readonly FixedFile[]): Promise<string> {
  const diffs = await Promise.all(
    files.map(({ file, before, after }) =>
      unifiedDiff({ label: file, text: before }, { label: `${file} (fixed)`, text: after }, 3),
    ),
  );
  return diffs.map((lines) => `${lines.join('\n')}\n`).join('');
}
