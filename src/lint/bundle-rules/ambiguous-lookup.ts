import type { CrossReference } from '../../legacy/bundle.ts';
import { defineBundleRule } from '../define-bundle-rule.ts';

type Row = CrossReference['rows'][number];

export default defineBundleRule({
  name: 'service/ambiguous-lookup',
  *check(bundle) {
    for (const [table, { name, rows }] of bundle.crossReferences.entries()) {
      for (const [index, row] of rows.entries()) {
        const earlier = rows.findIndex((one, at) => at < index && one.field === row.field && covers(one, row));
        if (earlier < 0) continue;
        const at = `/crossReferences/${table}/rows`;
        yield {
          code: 'service/ambiguous-lookup',
          message: `Row ${index + 1} of lookup "${name}" is never used: row ${earlier + 1} matches every value that it matches.`,
          help: 'Move the narrower row up, or remove it.',
          pointer: `${at}/${index}`,
          related: [{ message: 'matches first', pointer: `${at}/${earlier}` }],
        };
      }
    }
  },
});

/** True when every text that `row` matches is matched by `earlier` as well. */
function covers(earlier: Row, row: Row): boolean {
  switch (earlier.match) {
    case 'exact':
      return row.match === 'exact' && row.value === earlier.value;
    case 'contains':
      return row.value.includes(earlier.value);
    case 'startsWith':
      return (row.match === 'exact' || row.match === 'startsWith') && row.value.startsWith(earlier.value);
    case 'endsWith':
      return (row.match === 'exact' || row.match === 'endsWith') && row.value.endsWith(earlier.value);
  }
}
