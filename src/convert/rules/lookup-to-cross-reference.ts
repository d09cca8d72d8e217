import type { LookupTable } from '../../flow/model.ts';
import type { TransformCall } from '../../flow/transform-step.ts';
import type { CrossReference } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';
import groupLookupToCrossReference from './group-lookup-to-cross-reference.ts';
import lookupByFieldToCrossReference from './lookup-by-field-to-cross-reference.ts';
import lookupMatchToCrossReference from './lookup-match-to-cross-reference.ts';
import lookupMissToPolicy from './lookup-miss-to-policy.ts';

const matchTypes = { exact: 'exact', contains: 'contains', startsWith: 'starts_with', endsWith: 'ends_with' } as const;

export default defineConversionRule({
  name: 'lookup-to-cross-reference',
  construct: 'Lookup table used in a transformation',
  becomes: 'Cross-reference lookup, from left to right, and the function "lookup"',
  class: 'equivalent',
  difference:
    'The table becomes a lookup of the company; its content is under "x-repatch" of the flow, ready to be imported.',
  convert(
    scope: Claiming<ServiceScope>,
    table: CrossReference,
    { field, member }: { readonly field: string; readonly member: string },
  ): TransformCall {
    const pointer = `/crossReferences/${scope.bundle.crossReferences.indexOf(table)}`;
    const on_miss = lookupMissToPolicy.convert(scope, table, pointer);
    const own = lookupByFieldToCrossReference.convert(scope, table, { field, pointer });
    const kept = lookupMatchToCrossReference.convert(scope, table, { rows: own.rows, pointer });
    const name = groupLookupToCrossReference.convert(scope, table, pointer) + own.suffix;
    scope.claim(member, pointer);
    const types = [...new Set(kept.map(({ match }) => matchTypes[match]))];
    const [only] = types;
    const rows: LookupTable['rows'] = kept.map(({ value, output, match }) => ({
      left_value: value,
      right_value: output,
      ...(types.length > 1 ? { match: matchTypes[match] } : {}),
    }));
    scope.lookups.set(name, { name, rows });
    return {
      function: 'lookup',
      arguments: {
        lookup: name,
        direction: 'left_to_right',
        ...(types.length === 1 && only !== 'exact' ? { match_type: only } : {}),
        on_miss,
      },
    };
  },
});
