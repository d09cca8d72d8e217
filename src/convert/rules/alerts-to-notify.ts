import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'alerts-to-notify',
  construct: 'Alerts of the service and their notification groups',
  becomes: 'Notify shape for each failed record, and the notification groups of the flow for a failed run',
  class: 'equivalent',
  difference: 'A flow sends one message for each failed record; a service without alerts gets a line in the run log.',
  /** `name`: text with variables that says which record failed. */
  convert(
    scope: Claiming<ServiceScope>,
    name: string,
  ): { readonly step: FlowStep; readonly groups: readonly string[] } {
    const { alerts } = scope.service;
    const groups = alerts.notificationGroupIds.map(
      (group) => scope.bundle.notificationGroups?.find(({ id }) => id === group)?.name ?? group,
    );
    scope.claim('alerts');
    return {
      step: {
        name: 'Report failure',
        microservice: 'notify',
        config: {
          level: 'error',
          channels: alerts.active ? 'email_and_log' : 'log',
          groups,
          template: `${name} failed: [[meta.error_message]]`,
        },
        ...scope.from('alerts'),
      },
      groups: alerts.active ? groups : [],
    };
  },
});
