import { describe, expect, it } from 'vitest';
import { convertBundle } from '../../src/convert/convert.ts';
import { printReportJson } from '../../src/convert/report-json.ts';
import { reportOf } from '../../src/convert/report.ts';
import { spansOf } from '../../src/convert/spans.ts';
import { generateEstate } from '../support/estates/estate.ts';

interface Written {
  readonly remarks: readonly { readonly rule: string; readonly outcome: string; readonly note: string }[];
  readonly services: readonly { readonly values: Readonly<Record<string, readonly string[]>> }[];
  readonly rest: { readonly values: Readonly<Record<string, readonly string[]>> };
}

describe('report.json', () => {
  it.each([21, 22])('says of every value what became of it, and nothing twice (estate %i)', (seed) => {
    const { bundle, connectors } = generateEstate(seed, 30);
    const result = convertBundle({ bundle, connectors });
    const { remarks, services, rest } = JSON.parse(printReportJson(reportOf(result, bundle))) as Written;
    const spans = [
      ...services.map(({ values }, index) => ({ within: `/services/${index}`, values })),
      { within: '', values: rest.values },
    ].flatMap(({ within, values }) =>
      Object.entries(values).flatMap(([remark, pointers]) =>
        pointers.map((pointer): [string, number] => [`${within}${pointer}`, Number(remark)]),
      ),
    );
    const byPointer = new Map(spans);
    expect(byPointer.size).toBe(spans.length);
    for (const { pointer, rule, outcome, note } of result.entries) {
      const own = ancestorsOf(pointer).filter((one) => byPointer.has(one));
      expect(own).toHaveLength(1);
      expect(remarks[byPointer.get(own[0] ?? '') ?? -1]).toEqual({ rule, outcome, note });
    }
    expect(new Set(remarks.map((remark) => JSON.stringify(remark))).size).toBe(remarks.length);
  });

  it('is the same text for the same report', () => {
    const { bundle, connectors } = generateEstate(23, 10);
    const print = (): string => printReportJson(reportOf(convertBundle({ bundle, connectors }), bundle));
    expect(print()).toBe(print());
  });
});

describe('spans', () => {
  const entry = (pointer: string): { pointer: string; outcome: 'noted'; rule: string; note: string } => ({
    pointer,
    outcome: 'noted',
    rule: 'a',
    note: '',
  });

  it('do not take a name for the beginning of another one', () => {
    const kinds = new Map([
      ['/a', 1],
      ['/ab/c', 2],
      ['/ab/d', 2],
      ['/b/0', 3],
      ['/b/1', 1],
    ]);
    const spans = spansOf([...kinds.keys()].map(entry), ({ pointer }) => kinds.get(pointer));
    expect(spans.map(({ pointer, kind }) => [pointer, kind])).toEqual([
      ['/a', 1],
      ['/ab', 2],
      ['/b/0', 3],
      ['/b/1', 1],
    ]);
  });

  it('of nothing are none', () => {
    expect(spansOf([], () => 0)).toEqual([]);
  });
});

function ancestorsOf(pointer: string): readonly string[] {
  const all = [pointer];
  for (let at = pointer.lastIndexOf('/'); at > 0; at = pointer.lastIndexOf('/', at - 1)) all.push(pointer.slice(0, at));
  return all;
}
