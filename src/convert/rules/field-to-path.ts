import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

/** A field of one side, and the members of the service that name it. */
export interface NamedField {
  readonly field: string;
  readonly members: readonly string[];
}

export default defineConversionRule({
  name: 'field-to-path',
  construct: 'Field as the filter and mapping tabs name it',
  becomes: 'Path in the payload',
  class: 'decision',
  difference: 'Systems gave fields names of their own; where a field sits in the payload has to be said.',
  /** `fields`: those whose path neither the bundle nor the connector declares. */
  convert(scope: Claiming<ServiceScope>, which: 'source' | 'destination', fields: readonly NamedField[]) {
    if (fields.length === 0) return;
    const names = fields.map(({ field }) => `"${field}"`).join(', ');
    scope.decide(
      {
        kind: `fields/${which}`,
        question: `Do these fields of the ${which} have the same name in the payload: ${names}? If not, give the path of each under "systems", "entities", "fields" of the bundle.`,
        options: [{ value: 'as-named', effect: 'The name of each field is its path.' }],
        recommended: 'as-named',
      },
      ...fields.flatMap(({ members }) => members),
    );
  },
});
