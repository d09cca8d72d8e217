/** A query with one parameter set, where it first stood or at the end. The others stay as they were written. */
export function withQueryParameter(query: string, key: string, value: string): string {
  // Brackets stay readable, as in all other parameters.
  const name = encodeURIComponent(key).replaceAll('%5B', '[').replaceAll('%5D', ']');
  const parameter = `${name}=${encodeURIComponent(value)}`;
  const parts = query.replace(/^\?/, '').split('&').filter((part) => part !== '');
  const first = parts.findIndex((part) => keyOf(part) === key);
  if (first < 0) return [...parts, parameter].join('&');
  return parts.flatMap((part, index) => (index === first ? [parameter] : keyOf(part) === key ? [] : [part])).join('&');
}

function keyOf(part: string): string {
  return [...new URLSearchParams(part).keys()][0] ?? '';
}
