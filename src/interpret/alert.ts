import type { Service, ServiceBundle } from '../legacy/bundle.ts';
import type { RunContext } from '../contract/context.ts';
import { deliver } from '../contract/deliver.ts';

/** Says to the groups of a service with alerts that records failed. */
export async function alertGroups(
  service: Service,
  failed: number,
  { notificationGroups }: ServiceBundle,
  context: RunContext,
): Promise<void> {
  if (failed === 0 || !service.alerts.active) return;
  const groups = service.alerts.notificationGroupIds.map(
    (id) => notificationGroups?.find((group) => group.id === id)?.name ?? id,
  );
  const text = `Service "${service.name}": ${failed} record${failed === 1 ? '' : 's'} failed.`;
  await deliver({ level: 'error', channel: 'email+log', groups, text }, context);
}
