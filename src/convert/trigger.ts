import type { FlowFile } from '../flow/model.ts';
import inboundToWebhook from './rules/inbound-to-webhook.ts';
import presetToSchedule from './rules/preset-to-schedule.ts';
import scheduleToSchedule from './rules/schedule-to-schedule.ts';
import unzonedScheduleToSchedule from './rules/unzoned-schedule-to-schedule.ts';
import vanityPathToAddress from './rules/vanity-path-to-address.ts';
import webhookToWebhook from './rules/webhook-to-webhook.ts';
import zonedScheduleToSchedule from './rules/zoned-schedule-to-schedule.ts';
import type { ServiceScope } from './scope.ts';
import { isUtc } from '../text/time-zone.ts';

export interface ConvertedTrigger {
  readonly crons: readonly string[];
  readonly webhooks: FlowFile['flow']['webhooks'];
}

/** What starts the flow; a service without a trigger becomes a flow that is started by hand. */
export function convertTrigger(scope: ServiceScope): ConvertedTrigger {
  const { trigger } = scope.service;
  switch (trigger?.kind) {
    case undefined:
      return { crons: [], webhooks: [] };
    case 'schedule':
      if (trigger.preset !== undefined) presetToSchedule.convert(scope);
      return { crons: convertSchedule(scope, trigger.cron, trigger.timeZone), webhooks: [] };
    case 'webhook':
      return { crons: [], webhooks: webhookToWebhook.convert(scope) };
    case 'inboundApi':
      vanityPathToAddress.convert(scope);
      return { crons: [], webhooks: inboundToWebhook.convert(scope) };
  }
}

function convertSchedule(scope: ServiceScope, cron: string, zone: string | undefined): readonly string[] {
  if (zone === undefined) return [unzonedScheduleToSchedule.convert(scope, cron)];
  return isUtc(zone) ? [scheduleToSchedule.convert(scope, cron)] : zonedScheduleToSchedule.convert(scope, cron, zone);
}
