import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { atLedger, type Scope } from '../scope.ts';

export default defineConversionRule({
  name: 'create-or-update-to-endpoint',
  construct: 'Push that creates a record or updates it, as the system finds it',
  becomes: 'An endpoint that does one of the two',
  class: 'decision',
  difference:
    'The system looked itself whether the destination has the record. Where records come both new and changed, choose an endpoint that takes both, or put a route with a look-up in front of the push.',
  convert(scope: Claiming<Scope>) {
    const { connector, reference } = scope.destination;
    const fitting = (connector?.endpoints ?? []).filter(
      ({ direction, entityType }) => direction === 'Send' && entityType === scope.service.destination.entity,
    );
    const isSentAgain = ['sourceId+modified', 'contentHash', 'none'].includes(
      atLedger(scope).service.dedupe?.identity ?? '',
    );
    const hasChoice = new Set(fitting.map(({ method }) => method)).size > 1;
    if (hasChoice || (isSentAgain && reference?.http_method === 'POST')) scope.remark();
  },
});
