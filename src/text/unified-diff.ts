/** Lines of a unified diff with some context, without the heading line of the package; empty where the texts are equal. */
export async function unifiedDiff(
  before: { readonly label: string; readonly text: string },
  after: { readonly label: string; readonly text: string },
  context: number,
): Promise<readonly string[]> {
  if (before.text === after.text) return [];
  const { createTwoFilesPatch } = await import('diff');
  return createTwoFilesPatch(before.label, after.label, before.text, after.text, '', '', { context })
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('=====') && !line.startsWith('\\ '))
    .map((line) => line.trimEnd());
}
