import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'declared-field-to-path',
  construct: 'Field of an entity, with its path',
  becomes: 'That path wherever a filter, mapping or key names the field',
  class: 'exact',
  convert(scope: Claiming<BundleScope>, system: number) {
    for (const [entity, { fields = [] }] of (scope.bundle.systems[system]?.entities ?? []).entries())
      for (const [index, { path }] of fields.entries())
        if (path !== undefined) scope.claim(`/systems/${system}/entities/${entity}/fields/${index}`);
  },
});
