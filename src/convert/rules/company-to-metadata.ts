import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'company-to-metadata',
  construct: 'Name of the company',
  becomes: 'Company name in the metadata of every flow',
  class: 'exact',
  convert(scope: Claiming<BundleScope>) {
    scope.claim('/company/name');
    return { company_name: scope.bundle.company.name };
  },
});
