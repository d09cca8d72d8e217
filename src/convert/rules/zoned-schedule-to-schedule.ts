import { shiftCron } from '../../text/cron.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';
import { seasonsOf } from '../../text/time-zone.ts';

export default defineConversionRule({
  name: 'zoned-schedule-to-schedule',
  construct: 'Schedule in a local time zone',
  becomes: 'Schedule of the flow, in UTC',
  class: 'decision',
  difference: 'Flows run in UTC: no single expression keeps a local time through summer and winter.',
  convert(scope: Claiming<ServiceScope>, cron: string, zone: string) {
    const seasons = seasonsOf(zone);
    const winter = seasons === undefined ? undefined : shiftCron(cron, -seasons.winterMinutes);
    const summer = seasons === undefined ? undefined : shiftCron(cron, -seasons.summerMinutes);
    if (winter === cron && summer === cron) {
      scope.claim('trigger');
      return cron;
    }
    const hasSeasons = seasons?.winterMinutes !== seasons?.summerMinutes;
    const answer = scope.decide(
      {
        kind: 'schedule-zone',
        question: `The schedule "${cron}" is in ${zone}, and flows run in UTC. When should the flow start?`,
        options: [
          { value: 'utc-as-is', effect: `"${cron}" in UTC: the clock on the wall differs by the offset of ${zone}.` },
          ...(winter === undefined
            ? []
            : [
                {
                  value: 'fixed-offset',
                  effect: `"${winter}" in UTC: right in ${hasSeasons ? 'winter, off by the change of clocks in summer' : 'every season'}.`,
                },
              ]),
        ],
        recommended: winter === undefined ? 'utc-as-is' : 'fixed-offset',
      },
      'trigger',
    );
    return answer === 'fixed-offset' ? (winter ?? cron) : cron;
  },
});
