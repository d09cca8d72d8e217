import type { JsonSchema } from '../../api-model.ts';
import { type Draft, typesOf } from './schema-draft.ts';

const nothing = { type: 'null' } as const;
/** What stays with the whole when a schema becomes one of two alternatives. */
const annotations = ['title', 'description', 'deprecated', 'readOnly', 'writeOnly', 'default', 'examples'] as const;

/** The same schema, and null. A schema without types allows null already. */
export function allowNull(draft: Draft): Draft {
  if (draft.$ref !== undefined || draft.allOf !== undefined || draft.not !== undefined) return besideNull(draft);
  if (draft.enum !== undefined && !draft.enum.includes(null)) draft.enum = [...draft.enum, null];
  if (draft.const !== undefined && draft.const !== null) {
    draft.enum = [draft.const, null];
    delete draft.const;
  }
  const types = typesOf(draft);
  if (types.length > 0 && !types.includes('null')) draft.type = [...types, 'null'] as Draft['type'] & {}; // types of the draft
  if (draft.oneOf !== undefined) draft.oneOf = withNull(draft.oneOf);
  if (draft.anyOf !== undefined) draft.anyOf = withNull(draft.anyOf);
  return draft;
}

function besideNull(draft: Draft): Draft {
  const outer: Draft = {};
  const inner: Record<string, unknown> = { ...draft };
  for (const key of annotations) {
    if (!(key in inner)) continue;
    Object.assign(outer, { [key]: inner[key] });
    delete inner[key];
  }
  const [only] = Object.keys(inner);
  const alternatives = draft.anyOf !== undefined && only === 'anyOf' ? draft.anyOf : [inner];
  return { ...outer, anyOf: withNull(alternatives) };
}

function withNull(alternatives: readonly JsonSchema[]): readonly JsonSchema[] {
  const has = alternatives.some((one) => typeof one === 'object' && typesOf(one).includes('null'));
  return has ? alternatives : [...alternatives, nothing];
}
