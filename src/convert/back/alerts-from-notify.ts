import { unique } from './unique.ts';
import type { FlowScope } from './scope.ts';
import type { ServiceSteps } from './steps.ts';

/** The inverse of `rules/alerts-to-notify.ts`. */
export function readAlerts(scope: FlowScope, { alarms }: ServiceSteps): unknown {
  const { notificationGroups = [] } = scope.surroundings;
  const named = alarms.flatMap(({ step }) => {
    const groups = step.config?.['groups'];
    return Array.isArray(groups) ? groups.filter((one): one is string => typeof one === 'string') : [];
  });
  const forRuns = scope.flow.flow.notification_groups ?? [];
  const isActive = forRuns.length > 0 || alarms.some(({ step }) => step.config?.['channels'] === 'email_and_log');
  const idOf = (group: string): string => notificationGroups.find(({ name }) => name === group)?.id ?? group;
  return { active: isActive, notificationGroupIds: unique([...named, ...forRuns]).map(idOf) };
}
