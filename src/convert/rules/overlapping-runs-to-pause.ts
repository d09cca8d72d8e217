import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'overlapping-runs-to-pause',
  construct: 'Start of a run while the one before it is still at work',
  becomes: 'A second run of the flow beside the first',
  class: 'decision',
  difference:
    'Neither side documents what happens, and two runs share a data pool that is not atomic. Leave more time between two starts than a run takes.',
  convert(scope: Claiming<ServiceScope>) {
    if (scope.service.trigger?.kind === 'schedule') scope.remark();
  },
});
