import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'unzoned-schedule-to-schedule',
  construct: 'Schedule whose time zone is not given',
  becomes: 'Schedule of the flow',
  class: 'equivalent',
  difference: 'UTC is assumed, which is what both dashboards work in; add "timeZone" to the trigger if it is another.',
  convert(scope: Claiming<ServiceScope>, cron: string) {
    scope.claim('trigger');
    return cron;
  },
});
