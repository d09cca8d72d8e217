import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'schedule-to-schedule',
  construct: 'Schedule in UTC, or one that is the same in every zone',
  becomes: 'Schedule of the flow',
  class: 'exact',
  convert(scope: Claiming<ServiceScope>, cron: string) {
    scope.claim('trigger');
    return cron;
  },
});
