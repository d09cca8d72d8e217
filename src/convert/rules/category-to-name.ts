import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'category-to-name',
  construct: 'Category of a mapping row',
  becomes: 'Display name of the mapping rule',
  class: 'equivalent',
  difference: 'Maps have no headings; the category stays as the name of the rule.',
  convert(scope: Claiming<ServiceScope>, category: string, index: number) {
    scope.claim(`mappings/${index}/category`);
    return category === '' ? {} : { name: category };
  },
});
