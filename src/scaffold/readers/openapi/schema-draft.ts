import type { JsonSchemaObject } from '../../api-model.ts';
import type { Node } from './node.ts';
import type { Reading } from './reading.ts';

/** A schema while it is being put together. */
export type Draft = { -readonly [Key in keyof JsonSchemaObject]: JsonSchemaObject[Key] };

/** Reads one keyword of the schema in `node` into the draft. */
export type KeywordReader = (draft: Draft, node: Node, reading: Reading) => void;

/** The type list of a draft; empty when it says nothing about types. */
export function typesOf(draft: Draft): readonly string[] {
  const { type } = draft;
  if (type === undefined) return [];
  return typeof type === 'string' ? [type] : type;
}
