/** Values of complex types: objects whose properties are read and written as their own, whatever their names. */
export type Data = Readonly<Record<string, unknown>>;

export function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array);
}

/** `toString` and its like are no data of anybody. */
export function own(value: Data, key: string): unknown {
  return Object.hasOwn(value, key) ? value[key] : undefined;
}

export function define(value: Record<string, unknown>, key: string, content: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(value, key, { value: content, enumerable: true, configurable: true, writable: true });
  else value[key] = content;
}

export function kindOf(value: unknown): string {
  if (Array.isArray(value)) return 'a list';
  if (value instanceof Uint8Array) return 'bytes';
  if (value === null || value === undefined) return String(value);
  return typeof value === 'object' ? 'an object' : `a ${typeof value}`;
}
