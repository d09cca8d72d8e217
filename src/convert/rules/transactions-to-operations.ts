import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'transactions-to-operations',
  construct: 'Transactions and active services: what services are billed by',
  becomes: 'Operations: what flows are billed by',
  class: 'none',
  difference:
    'A flow spends operations on every shape that a record passes, where the service spent one transaction on it. Hold the operations of a month against the quota before cut-over.',
  convert(scope: Claiming<ServiceScope>) {
    scope.remark();
  },
});
