import type { MappingRule, TransformCall } from '../../flow/transform-step.ts';
import type { MappingRow } from '../../legacy/bundle.ts';
import { findTransform } from '../../transforms/find.ts';
import { isUnformattedDate } from '../../legacy/date-fields.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Scope } from '../scope.ts';
import categoryToName from './category-to-name.ts';
import constantToRule from './constant-to-rule.ts';
import defaultToPolicy from './default-to-policy.ts';
import idleSettingToReport from './idle-setting-to-report.ts';
import listMappingToRule from './list-mapping-to-rule.ts';
import requiredToRule from './required-to-rule.ts';
import type { MissingPolicy } from './missing-field-to-policy.ts';
import { transformationToTransforms } from '../transformation.ts';

/** Answers that hold for all rows of a service. */
export interface MappingAnswers {
  readonly missing: MissingPolicy;
  /** A record without a required field fails. */
  readonly failsWithoutRequired: boolean;
  /** Functions that a mapped date without a format of its own gets. */
  readonly dateTransforms: NonNullable<MappingRule['transforms']>;
}

export default defineConversionRule({
  name: 'mapping-to-rule',
  construct: 'Mapping row from a source field to a destination field',
  becomes: 'Rule of a map shape, from path to path',
  class: 'exact',
  /** `undefined`: the row writes nothing, or is left out. */
  convert(scope: Claiming<Scope>, row: MappingRow, index: number, answers: MappingAnswers): MappingRule | undefined {
    const member = `mappings/${index}`;
    const own = transformationToTransforms(scope, row, index);
    if (own === undefined) return undefined;
    const transforms = [...own, ...(isUnformattedDate(row, scope.service, scope.bundle) ? answers.dateTransforms : [])];
    const target = scope.destination.pathOf(row.destination.field);
    const name = row.category === undefined ? {} : categoryToName.convert(scope, row.category, index);
    if (row.required !== undefined) requiredToRule.convert(scope, index);
    if (!('field' in row.source) && row.whenMissing !== undefined && row.whenMissing !== 'unspecified')
      idleSettingToReport.convert(scope, `${member}/whenMissing`);
    if ('constant' in row.source) {
      const constant = constantToRule.convert(scope, row.source.constant, index);
      scope.claim(member);
      return { target, ...name, transforms: [constant, ...transforms] };
    }
    if (!('field' in row.source)) {
      if (transforms.length === 0) scope.note('A row without source and function writes nothing.', member);
      scope.claim(member);
      return transforms.length === 0 ? undefined : { target, ...name, transforms };
    }
    const paths = listMappingToRule.convert(
      scope,
      { source: scope.source.pathOf(row.source.field), target },
      index,
      takesList(own),
    );
    if (paths === undefined) return undefined;
    const missing = whenMissing(scope, row, index, answers);
    scope.claim(member);
    return {
      sources: [paths.source],
      target: paths.target,
      ...name,
      ...(transforms.length === 0 ? {} : { transforms }),
      ...(missing === undefined ? {} : { when_missing: missing }),
    };
  },
});

/** A row whose first function works on a list, such as "join", says itself what becomes of the elements. */
function takesList([first]: readonly TransformCall[]): boolean {
  return first !== undefined && findTransform(first.function)?.category === 'array';
}

/** What the row says of a missing source; without a word its functions get null, and where it has none the policy holds. */
function whenMissing(
  scope: Scope,
  { whenMissing: requested = 'unspecified', transformation = [], required = false }: MappingRow,
  index: number,
  { missing, failsWithoutRequired }: MappingAnswers,
): MappingRule['when_missing'] {
  if (typeof requested === 'object') return defaultToPolicy.convert(scope, requested.default, index);
  if (requested !== 'unspecified') return requested;
  if (transformation.length > 0) return undefined;
  return required && failsWithoutRequired ? 'fail' : missing;
}
