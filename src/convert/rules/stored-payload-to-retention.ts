import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'stored-payload-to-retention',
  construct: 'Payloads that are stored for 24 hours, and only where a run by hand asks for it',
  becomes: 'Payloads of every run, kept for 72 hours',
  class: 'equivalent',
  difference: 'Data of scheduled runs is stored as well: check it against what you may keep of persons.',
  convert(scope: Claiming<ServiceScope>) {
    scope.remark();
  },
});
