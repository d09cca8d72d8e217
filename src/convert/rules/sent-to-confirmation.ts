import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isFile, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'sent-to-confirmation',
  construct: 'Status "Sent" that becomes "OK" when the destination confirms',
  becomes: 'A record that counts as done when it is pushed',
  class: 'none',
  difference:
    'A flow waits for no confirmation. Write a second flow that reads confirmations, and start it behind this one.',
  convert(scope: Claiming<ServiceScope>) {
    if (isFile(scope, scope.service.destination)) scope.remark();
  },
});
