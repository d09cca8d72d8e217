import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'sender-credentials-to-token',
  construct: 'OAuth client credentials of the inbound API, with a token for 24 hours',
  becomes: 'Token of the platform API, or signature of the webhook',
  class: 'equivalent',
  difference: 'The sender needs new secrets before cut-over; the old ones mean nothing to a flow.',
  convert(scope: Claiming<ServiceScope>) {
    if (scope.service.trigger?.kind === 'inboundApi') scope.remark();
  },
});
