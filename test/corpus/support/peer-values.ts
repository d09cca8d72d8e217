import { isData, own } from '../../../templates/soap/src/soap/data.ts';
import { isBare, type MessageTable } from '../../../templates/soap/src/soap/operations.ts';
import type { ComplexTable, FieldTable, Schema, TypeRef } from '../../../templates/soap/src/soap/tables.ts';

/** The value of a message in the form of the peer. */
export function messageToPeer(schema: Schema, message: MessageTable, value: unknown): unknown {
  const [only] = message.parts;
  if (isBare(message) && only !== undefined) return toPeer(schema, only.t, value);
  const parts = isData(value) ? value : {};
  return Object.fromEntries(message.parts.map(({ p, n, t }) => [n[1], toPeer(schema, t, own(parts, p))]));
}

/** A value in the form that the npm package soap takes and gives: attributes apart, no lists of turns, plain texts. */
function toPeer(schema: Schema, ref: TypeRef, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  const array = ref.startsWith('xs:') ? undefined : schema.type(ref);
  if (array?.kind === 'array' && Array.isArray(value))
    return { [array.element?.[1] ?? 'item']: value.map((item) => toPeer(schema, array.item, item)) };
  if (ref.startsWith('xs:') || !isData(value)) return Array.isArray(value) ? value.join(' ') : scalar(value);
  const table = schema.type(ref);
  return table.kind === 'complex' || table.kind === 'group' ? complex(schema, table, value) : scalar(value);
}

function complex(schema: Schema, table: ComplexTable, value: Readonly<Record<string, unknown>>): unknown {
  const result: Record<string, unknown> = {};
  const attributes = Object.fromEntries(
    (table.attributes ?? []).flatMap(({ p, n, t }) => {
      const given = own(value, p);
      return given === undefined ? [] : [[n[1], toPeer(schema, t, given)]];
    }),
  );
  if (Object.keys(attributes).length > 0) result['attributes'] = attributes;
  if (table.text !== undefined) result['$value'] = toPeer(schema, table.text, own(value, '$value'));
  const content = table.mixed === true ? own(value, '$content') : undefined;
  if (Array.isArray(content)) result['$value'] = content.join('');
  for (const field of table.fields ?? []) addField(schema, field, own(value, field.p), result);
  return result;
}

function addField(schema: Schema, field: FieldTable, value: unknown, result: Record<string, unknown>): void {
  if (value === undefined || field.is === 'any') return;
  const items: readonly unknown[] = Array.isArray(value) && (field.max ?? 1) !== 1 ? value : [value];
  const local = field.n?.[1] ?? field.p;
  for (const item of items) {
    const converted = toPeer(schema, field.t, item);
    const parts: Readonly<Record<string, unknown>> =
      field.is === 'group' && isData(converted) ? converted : { [local]: converted };
    for (const [key, part] of Object.entries(parts)) {
      const before = result[key];
      result[key] = before === undefined ? part : [before, part].flat();
    }
  }
}

function scalar(value: unknown): unknown {
  return typeof value === 'bigint' ? String(value) : value;
}

/** Attributes of the encoding, which the peer hands on as if they were data. */
const peersOwn = /^(?:xsi:|xmlns|soapenc:|soap:|\$type)/u;

/** What is left when the peer's liberties are taken away: one item is a list of one, numbers and dates are texts. */
export function comparable(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 1 ? comparable(value[0]) : value.map(comparable);
  if (value instanceof Date) return value.toISOString();
  if (isData(value)) {
    const entries = Object.entries(value)
      .filter(
        ([key, content]) =>
          content !== undefined && !(Array.isArray(content) && content.length === 0) && !peersOwn.test(key),
      )
      .map(([key, content]) => [key, comparable(content)] as const)
      .filter(([key, content]) => key !== 'attributes' || content !== '');
    const keys = Object.fromEntries(entries.toSorted(([a], [b]) => (a < b ? -1 : 1)));
    // An empty element and an element of empty text are one to the peer.
    const only = entries.length === 1 && entries[0]?.[0] === '$value' ? entries[0][1] : undefined;
    return entries.length === 0 ? '' : (only ?? keys);
  }
  if (value === null || value === undefined) return '';
  const text = String(value);
  if (/^-?\d+(?:\.\d+)?$/u.test(text)) return String(Number(text));
  return /^\d{4}-\d\d-\d\d/u.test(text) && !Number.isNaN(Date.parse(text)) ? new Date(text).toISOString() : text.trim();
}
