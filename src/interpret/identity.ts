import type { Service } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { canonicalJson, keyText, writtenText } from '../text/json.ts';
import { compilePath } from '../text/path.ts';
import type { Dictionary } from './dictionary.ts';

export interface Identity {
  /** Key of the record in the ledger; `undefined`: the service keeps none, or the record has no id. */
  readonly key: string | undefined;
  readonly sourceId: string;
  readonly reference: string | undefined;
}

const separator = '\u001F';

/** How a service recognises a record that it has met before. The default is the source id. */
export function compileIdentity(
  service: Service,
  dictionary: Dictionary,
  context: RunContext,
): (record: unknown) => Identity {
  const { dedupe, mappings } = service;
  const identity = dedupe?.identity === undefined || dedupe.identity === 'unspecified' ? 'sourceId' : dedupe.identity;
  const read = (field: string | undefined): ((record: unknown) => string | undefined) => {
    if (field === undefined) return () => undefined;
    const value = compilePath(dictionary(field));
    return (record) => keyText(value(record));
  };
  const idOf = read(dedupe?.idField ?? 'id');
  const modifiedOf = read(dedupe?.modifiedField);
  const referenceAt = dedupe?.referenceField === undefined ? undefined : compilePath(dictionary(dedupe.referenceField));
  const idPath = dictionary(dedupe?.idField ?? 'id');
  // The id is part of the key as it is.
  const mapped = [...new Set(mappings.flatMap(({ source }) => ('field' in source ? [dictionary(source.field)] : [])))]
    .filter((path) => path !== idPath)
    .map(compilePath);
  const contentOf = (record: unknown): readonly string[] =>
    context.assume('service.contentHash') === 'wholeRecord'
      ? [canonicalJson(record)]
      : mapped.map((field) => keyText(field(record)) ?? '');
  const keyOf = (record: unknown, id: string): string | undefined => {
    if (identity === 'none') return undefined;
    if (identity === 'contentHash') return [id, ...contentOf(record)].join(separator);
    return identity === 'sourceId' || dedupe?.modifiedField === undefined
      ? id
      : [id, modifiedOf(record) ?? ''].join(separator);
  };
  return (record) => {
    // Empty text tells no records apart: it is no id.
    const id = idOf(record) ?? '';
    return {
      key: id === '' ? undefined : keyOf(record, id),
      sourceId: id,
      reference: writtenText(referenceAt?.(record)),
    };
  };
}
