import type { FlowFile } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'inbound-to-webhook',
  construct: 'Inbound API as the source',
  becomes: 'Webhook of the flow, or a start through the API',
  class: 'decision',
  difference: 'Address, credentials and answer change for the sender, and perhaps the form of the body.',
  convert(scope: Claiming<ServiceScope>): FlowFile['flow']['webhooks'] {
    const answer = scope.decide(
      {
        kind: 'inbound',
        question: 'How does the sender of this inbound service start the flow?',
        options: [
          { value: 'webhook', effect: 'It posts the same JSON to the new address of a webhook.' },
          {
            value: 'api',
            effect: 'It starts the flow through the API, with a token and the record as text under "payload".',
          },
        ],
        recommended: 'webhook',
        code: 'convert/caller-contract',
      },
      'trigger',
      'source',
    );
    return answer === 'webhook' ? [{ name: scope.service.name, format: 'json' }] : [];
  },
});
