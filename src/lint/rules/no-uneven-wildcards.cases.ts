import { casesOf, flowCase, mapStep } from '../rule-case.ts';

export default casesOf('lint/no-uneven-wildcards', [
  flowCase('as many', [mapStep({ sources: ['*.lines.*.sku'], target: '*.items.*.code' })]),
  flowCase('one value for every element', [mapStep({ sources: ['currency'], target: 'items.*.currency' })]),
  flowCase('a list for one value', [mapStep({ sources: ['*.tags.*'], target: '*.tags' })]),
  flowCase('more in the target', [mapStep({ sources: ['*.sku'], target: '*.items.*.code' })], ['"*.items.*.code"']),
]);
