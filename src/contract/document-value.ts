import { withLists, withoutLists } from '../text/lists.ts';
import type { PathSegment } from '../text/path.ts';
import { TerminalError } from './errors.ts';
import { withValue, type Payload } from './payload.ts';

/**
 * The value of a payload for steps that follow these paths into it. Errors: TerminalError `run/unreadable-format` for text,
 * `run/bad-path` for a list of XML documents.
 */
export function documentValue(payload: Payload, paths: readonly (readonly PathSegment[])[], step: string): unknown {
  const { format, value } = payload;
  if (value === undefined) return value;
  if (format === 'txt') throw unreadable(step);
  // Without its codec the value is the text, and paths would find nothing in it.
  if (format !== 'json' && payload.codec === undefined) throw unreadable(step);
  if (format !== 'xml') return value;
  let root: unknown = value;
  for (const path of paths) {
    if (path[0]?.kind === 'every') throw noList(step);
    root = withLists(root, path);
  }
  return root;
}

function unreadable(step: string): TerminalError {
  return new TerminalError({
    code: 'run/unreadable-format',
    message: `Step "${step}" got a payload that is plain text, which has no parts.`,
    help: 'Set "dataType" of the endpoint to what it sends, or say in the step how the text is to be read.',
    step,
  });
}

function noList(step: string): TerminalError {
  return new TerminalError({
    code: 'run/bad-path',
    message: `Step "${step}" has a path that begins with *, and an XML document is one root element, no list.`,
    help: 'Begin with the name of the root element, as in "orders.order.*.id".',
    step,
  });
}

/** The payload with what is left of such a value; in XML, one element that is left is no list. */
export function withDocumentValue(
  payload: Payload,
  value: unknown,
  paths: readonly (readonly PathSegment[])[],
): Payload {
  if (payload.format !== 'xml') return withValue(payload, value);
  return withValue(
    payload,
    paths.reduce<unknown>((left, path) => withoutLists(left, path), value),
  );
}
