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
  class: 'equivalent',
  difference: 'Systems gave fields names of their own; where nobody says where a field sits, its name is its path.',
  /** `fields`: those whose path neither the bundle nor the connector declares. */
  convert(scope: Claiming<ServiceScope>, which: 'source' | 'destination', fields: readonly NamedField[]) {
    if (fields.length === 0) return;
    const names = fields.map(({ field }) => `"${field}"`).join(', ');
    scope.note(
      `The bundle does not say where ${names} of the ${which} ${fields.length === 1 ? 'sits' : 'sit'} in the payload: the name is taken for the path. Where it is another, give it under "systems", "entities", "fields".`,
      ...fields.flatMap(({ members }) => members),
    );
  },
});
