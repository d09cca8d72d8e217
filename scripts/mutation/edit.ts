/** Where something stands in a JSON document. */
export type Place = readonly (string | number)[];

/** One change of a document. Without `value` the member, or the element of a list, goes. */
export interface Edit {
  readonly place: Place;
  readonly value?: unknown;
}

export function getIn(document: unknown, place: Place): unknown {
  let value = document;
  for (const key of place) value = (value as Record<string | number, unknown> | undefined)?.[key]; // anything JSON has members or has none
  return value;
}

/** The document with all edits, made one after the other; the given one stays as it is. */
export function applyEdits<Document>(document: Document, edits: readonly Edit[]): Document {
  const copy = structuredClone(document);
  for (const edit of edits) applyEdit(copy, edit);
  return copy;
}

function applyEdit(document: unknown, edit: Edit): void {
  const key = edit.place.at(-1);
  const parent = getIn(document, edit.place.slice(0, -1)) as Record<string | number, unknown> | undefined; // places come from walks over the document
  if (key === undefined || parent === undefined || parent === null)
    throw new Error(`There is nothing at /${edit.place.join('/')}.`);
  if ('value' in edit) parent[key] = structuredClone(edit.value);
  else if (Array.isArray(parent)) parent.splice(Number(key), 1);
  else delete parent[key];
}
