import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';
import connectorStatusToHealth from './connector-status-to-health.ts';
import unreadDateFormatToReport from './unread-date-format-to-report.ts';

export default defineConversionRule({
  name: 'service-connector-to-instance',
  construct: 'Connector of services: the stored credentials of one system, environment and group',
  becomes: 'Instance of the same name',
  class: 'equivalent',
  difference: 'Create the instance and enter its credentials again; the platform then checks its health itself.',
  convert(scope: Claiming<BundleScope>, index: number) {
    if (scope.bundle.connectors[index]?.dateFormat !== undefined) unreadDateFormatToReport.convert(scope, index);
    if (scope.bundle.connectors[index]?.status !== undefined) connectorStatusToHealth.convert(scope, index);
    scope.claim(`/connectors/${index}`);
  },
});
