import { cronProblem } from '../../text/cron.ts';
import { startTogether } from '../../text/cron-starts.ts';
import { defineBundleRule, scheduledServicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/sweeper-overlap',
  *check(bundle) {
    const scheduled = scheduledServicesOf(bundle).filter(({ cron }) => cronProblem(cron) === undefined);
    const byId = new Map(scheduled.toReversed().map((one) => [one.service.id, one]));
    for (const { service, cron, pointer } of scheduled) {
      const partner = service.sweeps === undefined ? undefined : byId.get(service.sweeps);
      if (partner === undefined || partner.service === service || !startTogether(cron, partner.cron)) continue;
      yield {
        code: 'service/sweeper-overlap',
        message: `Sweeper "${service.id}" starts at the same time as service "${partner.service.id}"; data pools are not atomic.`,
        help: 'Choose a minute at which the other one does not start.',
        pointer: `${pointer}/trigger/cron`,
        related: [{ message: 'the schedule of the service', pointer: `${partner.pointer}/trigger/cron` }],
      };
    }
  },
});
