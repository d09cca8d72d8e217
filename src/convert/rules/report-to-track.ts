import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { atLedger, type Scope } from '../scope.ts';

export default defineConversionRule({
  name: 'report-to-track',
  construct: 'Sync report: one row for each record, found by its reference',
  becomes: 'Track data shape with id and reference',
  class: 'equivalent',
  difference:
    'Tracked data is kept for 15 days and says which records arrived, not why one failed; records without an id are not told apart.',
  convert(scope: Claiming<Scope>): FlowStep {
    const { dedupe } = atLedger(scope).service;
    const { pathOf } = scope.source;
    const reference = dedupe?.referenceField;
    scope.claim('dedupe/referenceField');
    return {
      name: 'Track',
      microservice: 'track',
      config: {
        entity: scope.service.source.entity,
        direction: 'send',
        fields: [...new Set([dedupe?.idField ?? 'id', ...(reference === undefined ? [] : [reference])])].map(pathOf),
      },
      ...scope.from('dedupe'),
    };
  },
});
