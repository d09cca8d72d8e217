import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Scope } from '../scope.ts';

export default defineConversionRule({
  name: 'report-to-track',
  construct: 'Sync report: one row for each record, found by its reference',
  becomes: 'Track data shape with id and reference',
  class: 'equivalent',
  difference:
    'Tracked data is kept for 15 days and says which records arrived, not why one failed; records without an id are not told apart.',
  /** `fields`: paths of id and reference, in the payload as it is behind the push. */
  convert(scope: Claiming<Scope>, fields: readonly string[]): FlowStep {
    scope.claim('dedupe/referenceField');
    return {
      name: 'Track',
      microservice: 'track',
      config: {
        entity: scope.service.source.entity,
        direction: 'send',
        fields: [...new Set(fields)],
      },
      ...scope.from('dedupe'),
    };
  },
});
