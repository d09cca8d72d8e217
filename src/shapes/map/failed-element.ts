import { recordOrigin } from '../../contract/record-origin.ts';
import { TerminalError } from '../../contract/errors.ts';
import type { Origin, Payload } from '../../contract/payload.ts';
import { recordKeyOf } from '../../text/record-key.ts';

/** A failure with the element of a list that it is about; lists around it add theirs, from the inside out. */
export function atElement(error: unknown, listPath: string, index: number, element: unknown): unknown {
  if (!(error instanceof TerminalError)) return error;
  const { path, key } = error.details.origin ?? {};
  const own = listPath === '' ? String(index) : `${listPath}.${index}`;
  const known = recordKeyOf(element) ?? key;
  return error.with({
    origin: { path: path === undefined ? own : `${own}.${path}`, ...(known === undefined ? {} : { key: known }) },
  });
}

/**
 * The same with the payload around it: a payload of one record has its key, one of several says where they stood. `isWrapped`: the
 * outermost list was put around the payload for the map alone.
 */
export function inPayload(error: unknown, payload: Payload, isWrapped: boolean): unknown {
  if (!(error instanceof TerminalError) || error.details.origin === undefined) return error;
  const { path = '', ...own } = error.details.origin;
  const around = recordOrigin(payload);
  return error.with({
    origin: { ...own, ...around, ...pathIn(around, isWrapped ? path.replace(/^0\.?/u, '') : path) },
  });
}

/** `orders.100-199` and element 3 are `orders.103`. */
function pathIn(around: Origin | undefined, path: string): Pick<Origin, 'path'> {
  if (path === '') return {};
  if (around?.path === undefined) return { path };
  const [, list, first] = /^(.*?)(\d+)-\d+$/u.exec(around.path) ?? [];
  const [, index, rest] = /^(\d+)(.*)$/u.exec(path) ?? [];
  if (list === undefined || index === undefined) return { path: `${around.path}.${path}` };
  return { path: `${list}${Number(first) + Number(index)}${rest}` };
}
