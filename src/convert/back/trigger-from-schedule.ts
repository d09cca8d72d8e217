import { joinPointer } from '../../text/pointer.ts';
import type { FlowScope, PlacedStep } from './scope.ts';

/** The inverse of `trigger.ts`: what starts the service; `undefined`: nothing does. */
export function readTrigger(
  scope: FlowScope,
  steps: { readonly trigger: PlacedStep | undefined; readonly pull: PlacedStep | undefined },
): unknown {
  const { flow, version, at } = scope;
  const fromStep = cronOf(steps.trigger);
  const crons = [...new Set([...(version.schedules ?? []).map(({ cron_string }) => cron_string), ...fromStep])];
  const webhooks = flow.flow.webhooks ?? [];
  if (crons.length + webhooks.length > 1)
    return scope.refuse([crons, webhooks], {
      code: 'back/one-trigger',
      message: `The flow is started by ${starts(crons, webhooks.length)}.`,
      help: 'A service has one trigger: put the schedules into one expression, or make a flow for each.',
      pointer: crons.length > 1 ? joinPointer(at, 'schedules') : '/flow/webhooks',
    });
  const [cron] = crons;
  if (cron !== undefined) return { kind: 'schedule', cron, timeZone: 'UTC' };
  if (webhooks.length > 0) return { kind: 'webhook' };
  return steps.pull === undefined ? { kind: 'inboundApi', vanityPath: pathFrom(flow.flow.name) } : undefined;
}

function starts(crons: readonly string[], webhooks: number): string {
  return [
    ...crons.map((cron) => `"${cron}"`),
    ...(webhooks === 0 ? [] : [webhooks === 1 ? 'a webhook' : `${webhooks} webhooks`]),
  ].join(' and ');
}

function cronOf(trigger: PlacedStep | undefined): readonly string[] {
  const cron = trigger?.step.config?.['cron_expression'];
  return typeof cron === 'string' && cron !== '' ? [cron] : [];
}

function pathFrom(name: string): string {
  const path = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .replaceAll(/^-+|-+$/gu, '');
  return path === '' ? 'inbound' : path;
}
