import type { CreateCodec, DocumentPart } from '../../contract/define-format.ts';
import { isObject, type JsonObject } from '../../text/json.ts';
import { child, parsePath } from '../../text/path.ts';
import { notExpressible } from '../bad-document.ts';
import { sourceOf } from './element-source.ts';
import { printTree, requireRoot } from './print-tree.ts';
import { readTree } from './read-tree.ts';

const createCodec: CreateCodec = (assume) => ({
  read(bytes) {
    const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
    const declaration = /^<\?xml[^>]*\?>\s*/u.exec(text)?.[0] ?? '';
    return { value: readTree(text, assume('xml.emptyElement') === 'null' ? null : ''), layout: { declaration } };
  },
  print: printTree,
  check: requireRoot,
  part,
  leave,
});

export default createCodec;

/**
 * A part keeps its name. Records go on inside an element called like the one around them, with its namespaces and without
 * its other attributes: a document has one root element.
 */
function part({ whole, path, value, isList }: DocumentPart): unknown {
  const keys = parsePath(path).flatMap((segment) =>
    segment.kind === 'key' && !/^\d+$/u.test(segment.key) ? [segment.key] : [],
  );
  const name = keys.at(-1) ?? '';
  if (!isList) return { [name]: value };
  const above = keys.slice(0, -1);
  const records = Array.isArray(value) && value.length === 1 ? (value[0] as unknown) : value;
  const around = above.at(-1);
  if (around === undefined) return { [name]: records };
  return { [around]: { ...namespacesAround(whole, above), [name]: records } };
}

/** Declarations that hold inside the element at a path, as attributes. */
function namespacesAround(whole: unknown, keys: readonly string[]): JsonObject {
  let value = whole;
  const declared: Record<string, unknown> = {};
  for (const key of keys) {
    const found = child(value, key);
    value = Array.isArray(found) ? found[0] : found;
    if (!isObject(value)) break;
    for (const name of Object.keys(value))
      if (name === '@xmlns' || name.startsWith('@xmlns:')) declared[name] = value[name];
  }
  return declared;
}

/** In JSON, text between elements would lose its place, and elements of several names their order. */
function leave(value: unknown): string | undefined {
  if (Array.isArray(value)) {
    for (const one of value) {
      const lost = leave(one);
      if (lost !== undefined) return lost;
    }
    return undefined;
  }
  if (!isObject(value)) return undefined;
  const own = sourceOf(value);
  if (own?.isMixed === true)
    throw notExpressible(
      'JSON',
      `element "${own.name}" has text between its elements, whose place would be lost`,
      'Map the parts of it that are needed, or hand it on as XML.',
    );
  let lost = own?.isShuffled === true ? own.name : undefined;
  for (const key of Object.keys(value)) lost ??= leave(value[key]);
  return lost;
}
