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
export async function describeEdit(file: OutputFile): Promise<EditedFile> {
  const { createTwoFilesPatch } = await import('diff');
  const { name, next, now = '', last } = file;
  const patch = (from: string, to: string, labels: readonly [string, string]): string =>
    from === to ? '' : createTwoFilesPatch(...labels, from, to, '', '', { context: 2 }).replace(/^=+\n/u, '');
  return {
    file: name,
    byHand: last === undefined ? '' : patch(last, now, ['as it was written', 'as it is']),
    byConversion:
      last === undefined
        ? patch(now, next, ['as it is', 'as it would be written'])
        : patch(last, next, ['as it was written', 'as it would be written']),
  };
}
