import { compileDateFormat } from '../text/php-date.ts';
import { parsePath, type PathSegment } from '../text/path.ts';

/** One field of the records to make. */
export interface FieldPlan {
  readonly path: string;
  readonly type: 'text' | 'number' | 'boolean' | 'date' | 'id';
  /** PHP date tokens of a date. Default: ISO 8601. */
  readonly dateFormat?: string;
  /** Values to take turns with, instead of made-up ones. */
  readonly values?: readonly unknown[];
}

const seed = 20_260_301;

/**
 * Makes plausible records with the given fields. The same plan always gives the same records.
 * `nowMs`: dates lie within the hour before it.
 */
export function generateRecords(fields: readonly FieldPlan[], count: number, nowMs: number): readonly unknown[] {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, index) => {
    const record: Record<string, unknown> = {};
    for (const field of fields) {
      let turn = index;
      write(record, parsePath(field.path), () => valueOf(field, turn++, random, nowMs));
    }
    return record;
  });
}

function valueOf(
  { path, type, values, dateFormat }: FieldPlan,
  turn: number,
  random: () => number,
  nowMs: number,
): unknown {
  if (values !== undefined && values.length > 0) return values[turn % values.length];
  if (type === 'id') return 1001 + turn;
  if (type === 'number') return Math.round(random() * 9900 + 100) / 100;
  if (type === 'boolean') return turn % 2 === 0;
  if (type === 'date') {
    const at = nowMs - 1000 * Math.floor(random() * 3600);
    return dateFormat === undefined ? new Date(at).toISOString() : compileDateFormat(dateFormat)({ epochMs: at });
  }
  const name = path.split('.').findLast((part) => part !== '*') ?? path;
  return /e-?mail/iu.test(name) ? `person${turn + 1}@example.com` : `${name} ${turn + 1}`;
}

/** Elements that a made-up list has. */
const listLength = 2;

function write(target: Record<string, unknown>, path: readonly PathSegment[], make: () => unknown): void {
  const [segment, next, ...rest] = path;
  if (segment === undefined || segment.kind === 'every') return;
  if (next === undefined) {
    target[segment.key] = make();
  } else if (next.kind === 'key') {
    const parent = (target[segment.key] ??= {}) as Record<string, unknown>; // made on this line, or by an earlier field
    write(parent, [next, ...rest], make);
  } else if (rest.length === 0) {
    target[segment.key] = Array.from({ length: listLength }, make);
  } else {
    const list = (target[segment.key] ??= Array.from({ length: listLength }, () => ({}))) as Record<string, unknown>[]; // as above
    for (const element of list) write(element, rest, make);
  }
}

/** mulberry32: numbers in [0, 1) that only depend on the seed. */
function seededRandom(start: number): () => number {
  let state = start;
  return () => {
    state = (state + 0x6d_2b_79_f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
