import type { FlowFile } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'webhook-to-webhook',
  construct: 'Webhook trigger',
  becomes: 'Webhook of the flow',
  class: 'equivalent',
  difference:
    'The address is a new one: the third party must be pointed to it, and is answered that the flow has started.',
  convert(scope: Claiming<ServiceScope>): FlowFile['flow']['webhooks'] {
    scope.claim('trigger', 'source');
    return [{ name: scope.service.name, format: 'json' }];
  },
});
