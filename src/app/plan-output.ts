import { unifiedDiff } from '../text/unified-diff.ts';

/** A file of a conversion, before it is written. `undefined`: it is not there. */
export interface OutputFile {
  readonly name: string;
  /** What this conversion gives. */
  readonly next: string;
  /** What is there. */
  readonly now: string | undefined;
  /** What the conversion before wrote. */
  readonly last: string | undefined;
}

/** A file that somebody has changed since it was written. */
export interface EditedFile {
  readonly file: string;
  /** What has been changed since, as a unified diff; empty when it is not known what was written. */
  readonly byHand: string;
  /** What this conversion would change beside it, as a unified diff. */
  readonly byConversion: string;
}

/** A file is somebody's own as soon as it is neither what was written last nor what would be written now. */
export function isEdited({ next, now, last }: OutputFile): boolean {
  return now !== undefined && now !== next && now !== last;
}

/** Both sides of a three-way difference. */
export async function describeEdit({ name: file, next, now = '', last }: OutputFile): Promise<EditedFile> {
  const written = { label: 'as it was written', text: last ?? now };
  const wanted = { label: 'as it would be written', text: next };
  const [byHand, byConversion] = await Promise.all(
    [{ label: 'as it is', text: now }, wanted].map((side) => unifiedDiff(written, side, 2)),
  );
  return { file, byHand: textOf(byHand), byConversion: textOf(byConversion) };
}

function textOf(lines: readonly string[] = []): string {
  return lines.map((line) => `${line}\n`).join('');
}
