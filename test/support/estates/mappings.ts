import type { MappingRow, Service, TransformStep } from '../../../src/legacy/bundle.ts';
import type { Lookups } from './lookups.ts';
import type { Random } from './random.ts';
import type { SystemEntity, SystemField } from './systems.ts';
import { flowOf, makeChain, makeSource } from './transformations.ts';

interface Sides {
  readonly source: SystemEntity;
  readonly destination: SystemEntity;
  readonly service: Pick<Service, 'id' | 'companyGroupId'>;
  /** How the connector of the source writes dates; absent: ISO 8601. */
  readonly dateFormat: string | undefined;
}

/** A row for the id, and rows for most of the other fields of the destination. */
export function makeMappings(random: Random, sides: Sides, lookups: Lookups): readonly MappingRow[] {
  const id = sides.destination.fields.find(({ type }) => type === 'id');
  const from = sides.source.fields.find(({ type }) => type === 'id');
  const first: readonly MappingRow[] =
    id === undefined || from === undefined
      ? []
      : [
          {
            source: { field: from.name },
            destination: { field: id.name },
            required: true,
            ...(random.chance(0.5)
              ? {
                  transformation: [
                    { function: 'cast to string' },
                    { function: 'prefix', arguments: { text: random.pick(['WEB-', 'SH-']) } },
                  ],
                }
              : {}),
          },
        ];
  const targets = random.some(
    sides.destination.fields.filter((field) => field !== id && (field.type !== 'object' || random.chance(0.2))),
    random.int(5, 16),
  );
  return [...first, ...targets.map((target) => rowFor(random, target, sides, lookups))];
}

function rowFor(random: Random, target: SystemField, sides: Sides, lookups: Lookups): MappingRow {
  const destination = { field: target.name };
  const category = random.chance(0.3) ? { category: target.lists.length > 0 ? 'Lines' : 'Header' } : {};
  if (random.chance(0.08))
    return { ...category, source: { constant: random.pick(['WEB', 7, true, '007', 1.5, 'a "b" ü']) }, destination };
  if (random.chance(0.05))
    return { ...category, source: { none: true }, destination, transformation: [...makeSource(random)] };
  const source = sourceFor(random, target, sides);
  const transformation = functionsFor(random, source, target, sides, lookups);
  return {
    ...category,
    source: { field: source.name },
    destination,
    ...(random.chance(0.15) ? { required: true } : {}),
    ...(transformation.length > 0 ? { transformation: [...transformation] } : {}),
    ...(random.chance(0.35) ? { whenMissing: missingPolicy(random) } : {}),
  };
}

function missingPolicy(random: Random): NonNullable<MappingRow['whenMissing']> {
  return random.pick<NonNullable<MappingRow['whenMissing']>>([
    'unspecified',
    'omit',
    'null',
    'empty',
    'fail',
    { default: 'n/a' },
    { default: 0 },
  ]);
}

/** Mostly the field of the same meaning; else one that can stand there, from fewer or more lists. */
function sourceFor(random: Random, target: SystemField, { source }: Sides): SystemField {
  const same = source.fields.find(({ words, lists }) => words === target.words && lists.join() === target.lists.join());
  if (same !== undefined && random.chance(0.75)) return same;
  const fitting = source.fields.filter(
    ({ type, lists }) =>
      type !== 'object' &&
      (lists.length === 0 || target.lists.length === 0 || lists[0] === target.lists[0]) &&
      lists.length <= target.lists.length + 1,
  );
  return random.pick(fitting);
}

function functionsFor(
  random: Random,
  source: SystemField,
  target: SystemField,
  { service, dateFormat }: Sides,
  lookups: Lookups,
): readonly TransformStep[] {
  const isList = source.lists.length > target.lists.length;
  const start = flowOf(source.type, isList);
  if (start === 'any') return [];
  if (source.type === 'date' && !isList) return dateSteps(random, dateFormat);
  const chain = random.chance(isList ? 0.7 : 0.55) ? makeChain(random, start, random.int(1, 3)) : [];
  const hasLookup = !isList && (source.type === 'code' || source.type === 'text') && random.chance(0.35);
  if (!hasLookup) return chain;
  const lookup = { function: 'lookup', crossReferenceId: lookups.for(source, service).id };
  const place = random.pick([0, 0, chain.length, Math.floor(chain.length / 2)]);
  return [...chain.slice(0, place), lookup, ...chain.slice(place)];
}

function dateSteps(random: Random, dateFormat: string | undefined): readonly TransformStep[] {
  if (random.chance(0.15)) return [];
  const [first, ...rest] = makeChain(random, 'date', random.int(1, 2));
  if (first === undefined) return [];
  const reads = dateFormat !== undefined && first.function === 'format date' && random.chance(0.6);
  return [
    reads ? { ...first, arguments: { ...first.arguments, input_format: dateFormat } } : first,
    ...rest.filter(({ function: name }) => name !== 'cast to boolean'),
  ];
}
