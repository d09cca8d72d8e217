import type { Endpoint } from '../../connector/definition.ts';
import type { JsonSchema } from '../api-model.ts';
import type { SchemaView } from '../analyse/schema-view.ts';

type Fields = NonNullable<Endpoint['schema']>;

const depthLimit = 4;
/** More would make definitions of large APIs unwieldy; field pickers show the nearest first anyway. */
const countLimit = 150;

/** Fields of one record with their dot paths; `*` stands for every element of a list. Nearest first. */
export function recordFields(view: SchemaView, record: JsonSchema | undefined): Fields {
  const fields: Fields = [];
  const seen = new Set<object>();
  let level: readonly { readonly schema: JsonSchema | undefined; readonly path: string; readonly required: boolean }[] =
    [{ schema: record, path: '', required: true }];
  for (let depth = 0; depth < depthLimit && level.length > 0; depth++) {
    const next: { schema: JsonSchema; path: string; required: boolean }[] = [];
    for (const { schema, path, required } of level) {
      const resolved = view.resolve(schema);
      // A record inside itself would only repeat its fields.
      if (resolved === undefined || seen.has(resolved)) continue;
      seen.add(resolved);
      const demanded = new Set(resolved.required ?? []);
      for (const [name, member] of view.members(schema)) {
        if (fields.length === countLimit) return fields;
        const at = `${path}${name.replaceAll(/[\\.*]/gu, String.raw`\$&`)}`;
        const elements = view.elements(member);
        const type = typeOf(view, member, elements);
        const isRequired = required && demanded.has(name);
        fields.push({ path: at, ...(type === undefined ? {} : { type }), ...(isRequired ? { required: true } : {}) });
        if (elements !== undefined) next.push({ schema: elements, path: `${at}.*.`, required: false });
        else next.push({ schema: member, path: `${at}.`, required: isRequired });
      }
    }
    level = next;
  }
  return fields;
}

function typeOf(view: SchemaView, member: JsonSchema, elements: JsonSchema | undefined): string | undefined {
  if (elements !== undefined) return 'array';
  const resolved = view.resolve(member);
  const { type, format } = resolved ?? {};
  const types = (typeof type === 'string' ? [type] : (type ?? [])).filter((one) => one !== 'null');
  if (types.length === 0 && view.members(member).size > 0) return 'object';
  const [only] = types;
  if (types.length !== 1 || only === undefined) return undefined;
  return only === 'string' && (format === 'date' || format === 'date-time') ? format : only;
}
