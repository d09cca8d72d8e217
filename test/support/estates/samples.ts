import { compileDateFormat } from '../../../src/text/php-date.ts';
import type { Random } from './random.ts';
import type { SystemEntity, SystemField } from './systems.ts';

/** Newest moment of all samples. */
const newestMs = Date.parse('2026-03-01T09:59:00Z');

const texts = ['Alpha', 'SKU-1', ' Zürich ', 'two words', '007', '1.10', 'Ærø ☂', 'x'.repeat(60), '#1001', 'A-b-c'];
const numbers = [0, 1, 9.5, 10, 100, 2.345, 1.005, -3, 19.99, 1e3];

/** `count` records of an entity, with gaps, empty lists and odd values. */
export function makeSamples(
  random: Random,
  entity: SystemEntity,
  count: number,
  dateFormat: string | undefined,
): readonly unknown[] {
  return Array.from({ length: count }, (_, index) => {
    const record: Record<string, unknown> = {};
    const lengths = new Map<string, number>();
    const write = dateFormat === undefined ? undefined : compileDateFormat(dateFormat);
    for (const field of entity.fields) {
      if (field.type === 'object') continue;
      put(record, field.path.split('.'), '', {
        lengthOf: (list) => {
          const length = lengths.get(list) ?? random.pick([0, 1, 2, 3]);
          lengths.set(list, length);
          return length;
        },
        value: () => valueOf(random, field, index, write),
      });
    }
    return record;
  });
}

interface Maker {
  lengthOf(list: string): number;
  value(): unknown;
}

function put(target: Record<string, unknown>, path: readonly string[], place: string, maker: Maker): void {
  const [key = '', next, ...rest] = path;
  const here = `${place}/${key}`;
  if (next === undefined) {
    const value = maker.value();
    if (value !== undefined) target[key] = value;
  } else if (next === '*') {
    const list = (target[key] ??= Array.from({ length: maker.lengthOf(here) }, () => ({}))) as Record<
      string,
      unknown
    >[]; // made on this line, or by a field before
    for (const [index, element] of list.entries()) put(element, rest, `${here}/${index}`, maker);
  } else {
    put((target[key] ??= {}) as Record<string, unknown>, [next, ...rest], here, maker); // as above
  }
}

function valueOf(
  random: Random,
  field: SystemField,
  index: number,
  writeDate: ReturnType<typeof compileDateFormat> | undefined,
): unknown {
  if (field.type === 'id') return 1001 + index;
  const isStamp = /^(?:updated|changed) at$/u.test(field.words);
  if (!isStamp && random.chance(0.06)) return random.pick([undefined, null, '']);
  switch (field.type) {
    case 'code':
      return random.pick(field.codes ?? []);
    case 'number':
      return random.pick(numbers);
    case 'money':
      return random.chance(0.5) ? random.pick(numbers) : random.pick(numbers).toFixed(2);
    case 'boolean':
      return random.chance(0.5);
    case 'date': {
      const epochMs = newestMs - (isStamp ? index * 60_000 : random.int(1, 90) * 3_600_000);
      return writeDate === undefined ? new Date(epochMs).toISOString() : writeDate({ epochMs });
    }
    case 'text':
    case 'object':
      return random.pick(texts);
  }
}
