import { parsePath, printPath } from '../../text/path.ts';
import type { FlowStep, StepFilter } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { comparedWith, comparisonOf, type KnownRow } from '../filter-values.ts';
import type { Scope } from '../scope.ts';
import { setAside, takeBack } from '../whole-record.ts';

export default defineConversionRule({
  name: 'list-filter-to-filter',
  construct: 'Filter row on a field inside a list, such as the lines of an order',
  becomes:
    'Filter shapes on a copy of the list in each single record; a map puts the whole record aside, another takes it back',
  class: 'decision',
  difference:
    'Whether one element has to match or all, the service does not say; a filter shape alone would only remove elements.',
  convert(scope: Claiming<Scope>, row: KnownRow, index: number, path: string): readonly FlowStep[] {
    const answer = scope.decide(
      {
        kind: `filter/${index}`,
        question: `The filter on "${row.field}" looks into a list. When does a record pass?`,
        options: [
          { value: 'any-element', effect: 'At least one element of the list matches; the record goes on whole.' },
          { value: 'leave-out', effect: 'The flow does not filter by this row: more records are pushed.' },
        ],
        recommended: 'any-element',
        code: 'convert/crosses-list',
      },
      `filters/${index}`,
    );
    if (answer === 'leave-out') return [];
    const from = scope.from(`filters/${index}`);
    const keep = (name: string, ...filters: readonly Omit<StepFilter, 'keep_matching'>[]): FlowStep => ({
      name: `${name} ${index + 1}`,
      microservice: 'filter',
      config: {},
      filters: filters.map((filter) => ({ ...filter, keep_matching: true })),
      ...from,
    });
    const [outermost = path] = listsOf(path).toReversed();
    return [
      { name: `List to filter ${index + 1}`, ...setAside(outermost), ...from },
      keep(
        'Matching elements',
        { field: path, comparison: comparisonOf(row), ...comparedWith(row) },
        ...isElement(row, path),
      ),
      ...listsOf(path).map((list, level) =>
        keep(level === 0 ? 'Any match' : `Any match, level ${level + 1},`, {
          field: `${list}.0`,
          comparison: 'not_null',
        }),
      ),
      { name: `Whole record ${index + 1}`, ...takeBack(), ...from },
    ];
  },
});

/** Null in place of an element would count as an empty one. */
function isElement({ operator }: KnownRow, path: string): readonly Pick<StepFilter, 'field' | 'comparison'>[] {
  if (operator !== 'isEmpty') return [];
  const segments = parsePath(path);
  const last = segments.findLastIndex(({ kind }) => kind === 'every');
  return [{ field: printPath(segments.slice(0, last + 1)), comparison: 'not_null' }];
}

/**
 * The lists that a path goes through, the innermost first: what became empty in one empties the next. What stands in place of a
 * list has no first element.
 */
function listsOf(path: string): readonly string[] {
  const segments = parsePath(path);
  return segments
    .flatMap(({ kind }, index) => (kind === 'every' && index > 0 ? [printPath(segments.slice(0, index))] : []))
    .toReversed();
}
