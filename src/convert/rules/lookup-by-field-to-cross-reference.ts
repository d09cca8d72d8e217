import type { CrossReference } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'lookup-by-field-to-cross-reference',
  construct: 'Lookup table with rows for several fields, such as a shipment or payment map',
  becomes: 'One cross-reference lookup for each field',
  class: 'equivalent',
  difference: 'Lookups have no field column, so that the table is split by field.',
  /** The rows for one field, and what to add to the name of their table. */
  convert(
    scope: Claiming<ServiceScope>,
    table: CrossReference,
    { field, pointer }: { readonly field: string; readonly pointer: string },
  ): { readonly rows: CrossReference['rows']; readonly suffix: string } {
    if (table.rows.every((row) => row.field === undefined)) return { rows: table.rows, suffix: '' };
    scope.claim(
      ...table.rows.flatMap((row, index) => (row.field === undefined ? [] : [`${pointer}/rows/${index}/field`])),
    );
    return {
      rows: table.rows.filter((row) => row.field === undefined || row.field === field),
      suffix: `: ${field}`,
    };
  },
});
