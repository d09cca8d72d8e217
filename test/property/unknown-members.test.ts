import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { conversionRules } from '../../src/convert/rules/index.ts';
import type { ServiceBundle } from '../../src/legacy/bundle.ts';
import { joinPointer } from '../../src/text/pointer.ts';
import { generateEstate } from '../support/estates/estate.ts';

/** All of them: REPATCH_UNKNOWN_MEMBERS=2000. */
const services = Number(process.env['REPATCH_UNKNOWN_MEMBERS'] ?? 100);
const seeds = [11, 12, 13, 14];

/** Below these the author writes what he likes, and all of it is part of the value. */
const free = new Set(['extra', 'sample', 'constant', 'default', 'credentials']);

type Json = Readonly<Record<string, unknown>> | readonly unknown[] | string | number | boolean | null | undefined;

/** The value with members everywhere that no format knows, and where they are. */
function withStrangers(value: Json, pointer: string, added: string[]): unknown {
  if (Array.isArray(value))
    return value.map((element: Json, index) => withStrangers(element, joinPointer(pointer, index), added));
  if (value === null || typeof value !== 'object') return value;
  const stranger = joinPointer(pointer, 'x-note');
  added.push(joinPointer(stranger, 'by'), joinPointer(stranger, 'list', 0), joinPointer(stranger, 'none'));
  return {
    ...Object.fromEntries(
      Object.entries(value).map(([key, member]) => [
        key,
        free.has(key) ? member : withStrangers(member as Json, joinPointer(pointer, key), added),
      ]),
    ),
    'x-note': { by: 'somebody', list: [1], none: {} },
  };
}

function leavesOf(value: unknown): number {
  const members = value !== null && typeof value === 'object' ? Object.values(value) : [];
  return members.length === 0 ? 1 : members.reduce((sum: number, member) => sum + leavesOf(member), 0);
}

const without = new Set(['none', ...conversionRules.flatMap((rule) => (rule.class === 'none' ? [rule.name] : []))]);

describe('members that no format knows', () => {
  it.each(seeds)('are unsupported wherever they stand, each with its pointer (estate %i)', (seed) => {
    const { bundle, connectors } = generateEstate(seed, Math.ceil(services / seeds.length));
    const added: string[] = [];
    const given = withStrangers(bundle, '', added) as ServiceBundle; // the same with more members
    const { entries: walked, totals } = convertBundle({ bundle: given, connectors });
    const entries = [...walked];
    const byPointer = new Map(entries.map((entry) => [entry.pointer, entry]));

    expect(entries).toHaveLength(leavesOf(given));
    expect(totals.total).toBe(entries.length);
    expect(byPointer.size).toBe(entries.length);
    const wrong = added
      .map((pointer) => byPointer.get(pointer))
      .filter((entry) => entry?.outcome !== 'unsupported' || !without.has(entry.rule));
    expect(wrong).toEqual([]);
  });

  it('do not change what becomes of the others', () => {
    const { bundle, connectors } = generateEstate(15, 20);
    const given = withStrangers(bundle, '', []) as ServiceBundle; // as above
    const outcomesOf = (one: ServiceBundle): readonly string[] =>
      [...convertBundle({ bundle: one, connectors }).entries]
        .filter(({ pointer }) => !pointer.includes('/x-note/'))
        .map(({ pointer, outcome, rule }) => `${pointer} ${outcome} ${rule}`);
    expect(outcomesOf(given)).toEqual(outcomesOf(bundle));
  });
});
