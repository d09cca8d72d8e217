import type { LookupTable } from '../../flow/model.ts';
import type { TransformCall } from '../../flow/transform-step.ts';
import type { Placed } from '../../legacy/bundle-index.ts';
import type { CrossReference, TransformStep } from '../../legacy/bundle.ts';
import { joinPointer } from '../../text/pointer.ts';
import { findTransform } from '../../transforms/find.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';
import ignoredArgumentToReport from './ignored-argument-to-report.ts';
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
  difference: 'The table becomes a lookup of the company: import its CSV file from the folder "lookups".',
  convert(
    scope: Claiming<ServiceScope>,
    { value: table, index }: Placed<CrossReference>,
    { field, step, member }: { readonly field: string; readonly step: TransformStep; readonly member: string },
  ): TransformCall {
    const pointer = `/crossReferences/${index}`;
    const on_miss = lookupMissToPolicy.convert(scope, table, pointer);
    const own = lookupByFieldToCrossReference.convert(scope, table, { field, pointer });
    const kept = lookupMatchToCrossReference.convert(scope, table, { rows: own.rows, pointer });
    const name = groupLookupToCrossReference.convert(scope, table, pointer) + own.suffix;
    claimStep(scope, step, member);
    const taken = new Set(kept);
    scope.claim(`${pointer}/id`, `${pointer}/name`, `${pointer}/scope`);
    for (const [at, row] of table.rows.entries()) if (taken.has(row)) scope.claim(`${pointer}/rows/${at}`);
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

/** Arguments that say what happens anyway. */
const usual: Readonly<Record<string, unknown>> = {
  direction: 'left_to_right',
  output_type: 'string',
};

/** A table is read from value to output, as text and by the matches of its rows, whatever else the step asks for. */
function claimStep(scope: Claiming<ServiceScope>, step: TransformStep, member: string): void {
  const others = Object.entries(step.arguments ?? {}).filter(([key, value]) => usual[key] !== value);
  ignoredArgumentToReport.convert(
    scope,
    ...others.map(([key]) => joinPointer(`${member}/arguments`, key)),
    ...(findTransform(step.function)?.name === 'lookup' ? [] : [`${member}/function`]),
  );
  scope.claim(member);
}
