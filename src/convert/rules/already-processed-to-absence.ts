import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'already-processed-to-absence',
  construct: 'Reason "already processed" in the sync report',
  becomes: 'A record that is missing behind the de-dupe shape',
  class: 'equivalent',
  difference:
    'The flow says nothing about a record that it skips: compare the counts before and behind the de-dupe shape in the run log.',
  convert(scope: Claiming<ServiceScope>) {
    if (scope.service.dedupe?.identity !== 'none') scope.remark();
  },
});
