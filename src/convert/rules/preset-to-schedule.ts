import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'preset-to-schedule',
  construct: 'Preset of a schedule, such as "every 2 hours"',
  becomes: 'Its expression',
  class: 'equivalent',
  difference:
    'A step counts from the full hour or day: "*/45" starts at :00 and :45. An interval that does not divide 60 minutes or 24 hours cannot be kept.',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('trigger/preset');
  },
});
