import type { CutDocument } from '../../contract/define-format.ts';
import { documentPart } from '../../contract/document-part.ts';
import { documentValue } from '../../contract/document-value.ts';
import { requirePath } from '../../contract/require-path.ts';
import { TerminalError } from '../../contract/errors.ts';
import { encodedPartOf, partOf, readAs, unreadBytes, type Payload } from '../../contract/payload.ts';
import type { CompileStep } from '../../contract/step.ts';
import { child, compilePath, parsePath, printPath, type PathSegment } from '../../text/path.ts';
import { parseJsonBytes } from '../../text/json-codec.ts';
import { elementsAt, type ByteRange } from '../../text/json-lists.ts';
import { isObject } from '../../text/json.ts';
import { recordKeyOf } from '../../text/record-key.ts';
import type { BatchSettings } from './batch.schema.ts';

/** Each payload is batched on its own; what stands above the batch level is left behind. */
const compile: CompileStep<BatchSettings> = async ({ step, settings, context }) => {
  requirePath(settings.path, step.name);
  const { size, format } = settings;
  const levelPath = listPath(settings.path);
  const codec = format === undefined ? undefined : await context.codecs.load(format);
  const bare = size === 1 && settings.do_not_wrap_single === true;
  const levels = new Map<string, Level>();
  const levelOf = (path: string): Level => {
    const known = levels.get(path) ?? compileLevel(path);
    levels.set(path, known);
    return known;
  };
  return {
    kind: 'pure',
    apply(given) {
      const payload = format === undefined || format === given.format ? given : readAs(given, format, codec);
      const documents = cutUnread(payload, { ...settings, path: levelPath });
      if (documents !== undefined) return documents;
      const level = levelOf(levelPath === '*' && payload.format === 'xml' ? repeatedIn(payload, step.name) : levelPath);
      const whole = documentValue(payload, level.segments, step.name);
      const found = level.read(whole);
      if (found === undefined || found === null) {
        if (found === undefined && payload.value !== undefined)
          context.warn(`A payload without "${settings.path}" was dropped.`, step.name);
        return [];
      }
      const records = Array.isArray(found) ? (found as unknown[]) : [requireObject(found, step.name, level.path)];
      const batchFrom = (start: number): Payload => {
        const batch = records.slice(start, start + size);
        const isOne = size === 1;
        const part = { whole, path: level.path, value: isOne && bare ? batch[0] : batch, isList: !(isOne && bare) };
        const place = isOne ? `${level.above}${start}` : `${level.above}${start}-${start + batch.length - 1}`;
        return partOf(payload, documentPart(payload, part), place, isOne ? recordKeyOf(batch[0]) : undefined);
      };
      const batches: Payload[] = [];
      for (let start = 0; start < records.length; start += size) batches.push(batchFrom(start));
      return batches;
    },
  };
};

/**
 * Cuts a document that nobody has looked into without making values of it: long ones need no more memory than their bytes.
 * `undefined`: its value has to be cut.
 */
function cutUnread(payload: Payload, settings: BatchSettings): Generator<Payload> | undefined {
  const bytes = unreadBytes(payload);
  if (bytes === undefined) return undefined;
  const { codec, layout, format } = payload;
  if (codec?.cut !== undefined)
    return settings.path === '*' ? documentsOf(payload, codec.cut(bytes, layout, settings.size)) : undefined;
  if (format !== 'json' || bytes.length < longBytes) return undefined;
  const elements = elementsAt(bytes, settings.path === '*' ? '' : settings.path);
  return elements === undefined ? undefined : listsOf(payload, bytes, elements, settings);
}

/** Shorter JSON is read as fast as it is cut. */
const longBytes = 1024 * 1024;

function* documentsOf(payload: Payload, documents: Iterable<CutDocument>): Generator<Payload> {
  let at = 0;
  for (const { bytes, layout, records, record } of documents) {
    const path = record === undefined ? `${at}-${at + records - 1}` : String(at);
    yield encodedPartOf(payload, { bytes, layout, path, key: recordKeyOf(record) });
    at += records;
  }
}

const opening = Buffer.from('[');
const closing = Buffer.from(']');

function* listsOf(
  payload: Payload,
  bytes: Buffer,
  elements: Iterable<ByteRange>,
  { size, path, do_not_wrap_single: bare }: BatchSettings,
): Generator<Payload> {
  const above = path === '*' ? '' : `${path}.`;
  const batch = ({ start, end }: ByteRange, at: number, records: number): Payload => {
    const inside = bytes.subarray(start, end);
    const isOne = size === 1;
    return encodedPartOf(payload, {
      // Copies: a view would keep the whole document.
      bytes: isOne && bare === true ? Buffer.from(inside) : Buffer.concat([opening, inside, closing]),
      path: isOne ? `${above}${at}` : `${above}${at}-${at + records - 1}`,
      key: isOne ? recordKeyOf(parseJsonBytes(inside)) : undefined,
    });
  };
  let [start, end, at, records] = [0, 0, 0, 0];
  for (const element of elements) {
    if (records === 0) start = element.start;
    end = element.end;
    records++;
    if (records < size) continue;
    yield batch({ start, end }, at, records);
    at += records;
    records = 0;
  }
  if (records > 0) yield batch({ start, end }, at, records);
}

/** The batch level. */
interface Level {
  readonly path: string;
  readonly read: (value: unknown) => unknown;
  readonly segments: readonly (readonly PathSegment[])[];
  /** In front of the position of a record. */
  readonly above: string;
}

function compileLevel(path: string): Level {
  if (path === '*') return { path, read: (value) => value, segments: [], above: '' };
  return { path, read: compileLists(path), segments: [parsePath(`${path}.*`)], above: `${path}.` };
}

/** The level as a list: what "orders.*" names is what is in "orders", which may also be one object. */
function listPath(path: string): string {
  const segments = parsePath(path);
  return segments.length > 1 && segments.at(-1)?.kind === 'every' ? printPath(segments.slice(0, -1)) : path;
}

/** Of lists inside of lists all records, one list after the other; one object counts as a list of one. */
function compileLists(path: string): (value: unknown) => unknown {
  const segments = parsePath(path);
  const first = segments.findIndex(({ kind }) => kind === 'every');
  const read = compilePath(path);
  if (first < 0) return read;
  const readOuter = compilePath(printPath(segments.slice(0, first)));
  return (value) => {
    const outer = readOuter(value);
    if (outer === undefined || outer === null || isObject(outer)) return outer === null ? outer : undefined;
    const found: unknown = read(value);
    return Array.isArray(found) ? (found as unknown[]).flat().filter((one) => one !== null) : found;
  };
}

/** An XML document is no list; the elements inside its root are one, where they have one name. */
function repeatedIn({ value }: Payload, step: string): string {
  const root = isObject(value) ? Object.keys(value)[0] : undefined;
  const inside = root === undefined ? undefined : child(value, root);
  const names = isObject(inside) ? Object.keys(inside).filter((name) => !/^[@#]/u.test(name)) : [];
  if (root !== undefined && names.length === 1) return printPath([root, ...names].map((key) => ({ kind: 'key', key })));
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `Step "${step}" batches at "*", and the root element of the XML document has ${names.length === 0 ? 'no elements' : `elements of several names: ${names.slice(0, 5).join(', ')}`}.`,
    help: 'Name the elements that are batched, as in "orders.order".',
    step,
  });
}

function requireObject(value: unknown, step: string, path: string): unknown {
  if (isObject(value)) return value;
  throw new TerminalError({
    code: 'run/not-a-list',
    message: `Step "${step}" found text or a number at its batch level "${path}", where a list belongs.`,
    help: 'Point the batch level at the list of records; "*" is the payload itself.',
    step,
  });
}

export default compile;
