/** A name as part of a file name: letters and digits of ASCII, joined by hyphens; empty where none is left. */
export function plainFileName(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}+/gu, '')
    .replaceAll(/[^A-Za-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return plain.slice(0, 100);
}
