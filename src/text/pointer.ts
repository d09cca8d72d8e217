/** Joins a JSON pointer and further tokens, escaping `~` and `/` as RFC 6901 says. */
export function joinPointer(base: string, ...tokens: readonly (string | number)[]): string {
  let pointer = base;
  for (const token of tokens) pointer += typeof token === 'number' ? `/${token}` : `/${escaped(token)}`;
  return pointer;
}

/** Hardly any key has something to escape, and pointers are made by the million. */
function escaped(token: string): string {
  return token.includes('~') || token.includes('/') ? token.replaceAll('~', '~0').replaceAll('/', '~1') : token;
}

export function splitPointer(pointer: string): string[] {
  if (pointer === '') return [];
  return pointer
    .slice(1)
    .split('/')
    .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/** The value at a pointer, or `undefined`. Only own properties are followed. */
export function valueAt(root: unknown, pointer: string): unknown {
  let value = root;
  for (const token of splitPointer(pointer)) {
    if (value === null || typeof value !== 'object' || !Object.hasOwn(value, token)) return undefined;
    value = (value as Record<string, unknown>)[token]; // own property, checked on the line above
  }
  return value;
}
