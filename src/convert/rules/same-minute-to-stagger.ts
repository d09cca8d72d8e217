import { shiftCron } from '../../text/cron.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Service } from '../../legacy/bundle.ts';
import type { BundleScope } from '../scope.ts';

/** Half of the runs that the smallest tier lets be under way at once. */
const many = 5;

/** Minutes over which equal schedules are spread. */
const spread = 10;

export default defineConversionRule({
  name: 'same-minute-to-stagger',
  construct: 'Several services that start in the same minute',
  becomes: 'Schedules as they are, or a minute apart',
  class: 'decision',
  difference: 'How many flows may start in a minute and run at once depends on the tier; services knew no such limit.',
  /** The schedule that a service gets. */
  convert(scope: Claiming<BundleScope>): (service: Service, cron: string) => string {
    const groups = Map.groupBy(scope.bundle.services, ({ trigger }) =>
      trigger?.kind === 'schedule' ? trigger.cron : '',
    );
    groups.delete('');
    const crowded = [...groups].filter(([, services]) => services.length >= many);
    if (crowded.length === 0) return (_, cron) => cron;
    scope.remark();
    const shown = crowded.map(([cron, services]) => `${services.length} at "${cron}"`).toSorted();
    const answer = scope.decide({
      kind: 'stagger',
      question: `Services start in the same minutes: ${shown.slice(0, many).join(', ')}${shown.length > many ? ' and others' : ''}. When do their flows start?`,
      options: [
        { value: 'as-scheduled', effect: 'When the services started.' },
        { value: 'spread', effect: `Up to ${spread - 1} minutes later, a minute apart.` },
      ],
      recommended: 'as-scheduled',
    });
    if (answer !== 'spread') return (_, cron) => cron;
    const later = new Map(
      crowded.flatMap(([, services]) =>
        services
          .map(({ id }) => id)
          .toSorted((a, b) => (a < b ? -1 : 1))
          .map((id, place): [string, number] => [id, place % spread]),
      ),
    );
    return ({ id }, cron) => shiftCron(cron, later.get(id) ?? 0) ?? cron;
  },
});
