/** A path below a base, which may have a path and a query of its own: `new URL(path, base)` would drop both. Fragments are dropped. */
export function joinUrl(base: string, path: string): string {
  const [front, frontQuery] = parts(base);
  const [back, backQuery] = parts(path);
  const search = [frontQuery, backQuery].filter((query) => query !== '').join('&');
  return `${front.replace(/\/+$/, '')}/${back.replace(/^\/+/, '')}${search === '' ? '' : `?${search}`}`;
}

function parts(text: string): readonly [string, string] {
  const [, path = '', query = ''] = /^([^?#]*)(?:\?([^#]*))?/.exec(text) ?? [];
  return [path, query];
}
