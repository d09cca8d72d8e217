import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isInbound, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'request-size-to-payload-size',
  construct: 'Inbound request of at most 4 MiB',
  becomes: 'Payload of at most 500 MB for each shape',
  class: 'equivalent',
  difference: 'Larger payloads are taken, and smaller ones advised.',
  convert(scope: Claiming<ServiceScope>) {
    if (isInbound(scope.service)) scope.remark();
  },
});
