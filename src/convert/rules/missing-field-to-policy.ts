import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

const options = [
  { value: 'omit', effect: 'The destination field is not sent.' },
  { value: 'null', effect: 'null is sent, which may clear the field.' },
  { value: 'empty', effect: 'Empty text is sent.' },
  { value: 'fail', effect: 'The record fails.' },
] as const;

export type MissingPolicy = (typeof options)[number]['value'];

export default defineConversionRule({
  name: 'missing-field-to-policy',
  construct: 'Mapping row without functions whose source field a record does not have',
  becomes: 'Policy of the mapping rule',
  class: 'decision',
  difference: 'What the service did is not documented, and destinations differ sharply: null may clear a field.',
  convert(scope: Claiming<ServiceScope>): MissingPolicy {
    const open = [...scope.service.mappings.entries()].filter(
      ([, { source, whenMissing = 'unspecified', transformation = [] }]) =>
        'field' in source && whenMissing === 'unspecified' && transformation.length === 0,
    );
    if (open.length === 0) return 'omit';
    const answer = scope.decide(
      {
        kind: 'missing-field',
        question: 'What is written when the source field of a mapping has no value?',
        options,
        recommended: 'omit',
      },
      ...open.map(([index]) => `mappings/${index}/whenMissing`),
    );
    return options.find(({ value }) => value === answer)?.value ?? 'omit';
  },
});
