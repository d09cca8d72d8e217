import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'notification-group-to-group',
  construct: 'Notification group',
  becomes: 'The same group; flows name it',
  class: 'exact',
  convert(scope: Claiming<BundleScope>) {
    scope.claim('/notificationGroups');
  },
});
