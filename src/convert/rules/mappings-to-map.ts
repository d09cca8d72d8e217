import type { MappingRule } from '../../flow/transform-step.ts';
import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { atMappings, type Scope } from '../scope.ts';
import dateFormatToTransform from './date-format-to-transform.ts';
import emptyMappingToPassThrough from './empty-mapping-to-pass-through.ts';
import mappingToRule from './mapping-to-rule.ts';
import requiredToValidation from './required-to-validation.ts';
import missingFieldToPolicy from './missing-field-to-policy.ts';

export interface ConvertedMap {
  readonly steps: readonly FlowStep[];
  /** Paths of the record that it reads. */
  readonly reads: readonly string[];
  /** What it writes; absent without a map. */
  readonly rules?: readonly MappingRule[];
}

/** A map without rules would let the whole record through. */
const writesNothing: MappingRule = { name: 'Nothing is mapped', target: 'nothing', when_missing: 'omit' };

export default defineConversionRule({
  name: 'mappings-to-map',
  construct: 'Mapping tab; a sweeper without mappings uses those of its partner',
  becomes: 'Map shape with the rows in the same order',
  class: 'exact',
  convert(scope: Claiming<Scope>): ConvertedMap {
    const mappingsScope = atMappings(scope);
    const { mappings } = mappingsScope.service;
    if (mappings.length === 0) {
      emptyMappingToPassThrough.convert(scope);
      return { steps: [], reads: [] };
    }
    const answers = {
      missing: missingFieldToPolicy.convert(mappingsScope),
      failsWithoutRequired: requiredToValidation.convert(mappingsScope),
      dateTransforms: dateFormatToTransform.convert(mappingsScope),
    };
    const kept = mappings.flatMap((row, index) => mappingToRule.convert(mappingsScope, row, index, answers) ?? []);
    const rules = kept.length === 0 ? [writesNothing] : kept;
    scope.claim('mappings');
    const map = { name: 'Map', microservice: 'map', config: { rules }, ...scope.from(`${mappingsScope.at}/mappings`) };
    return { steps: [map], reads: [...new Set(rules.flatMap(({ sources = [] }) => sources))], rules };
  },
});
