import { shiftCron } from '../../text/cron.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';
import { seasonsOf, summerMonthsOf } from '../../text/time-zone.ts';

export default defineConversionRule({
  name: 'zoned-schedule-to-schedule',
  construct: 'Schedule in a local time zone',
  becomes: 'Schedule of the flow, in UTC',
  class: 'decision',
  difference: 'Flows run in UTC: no single expression keeps a local time through summer and winter.',
  convert(scope: Claiming<ServiceScope>, cron: string, zone: string): readonly string[] {
    const seasons = seasonsOf(zone);
    const winter = seasons === undefined ? undefined : shiftCron(cron, -seasons.winterMinutes);
    const summer = seasons === undefined ? undefined : shiftCron(cron, -seasons.summerMinutes);
    if (winter === cron && summer === cron) {
      scope.claim('trigger');
      return [cron];
    }
    const both = inSeasons(zone, { winter, summer });
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
          ...(both === undefined
            ? []
            : [
                {
                  value: 'two-seasons',
                  effect: `"${both.join('" and "')}" in UTC: right but for the days between the change of clocks and the turn of its month.`,
                },
              ]),
        ],
        recommended: winter === undefined ? 'utc-as-is' : 'fixed-offset',
      },
      'trigger',
    );
    if (answer === 'two-seasons') return both ?? [cron];
    return [answer === 'fixed-offset' ? (winter ?? cron) : cron];
  },
});

/** One expression for the months of winter and one for those of summer, where the expression names no months itself. */
function inSeasons(
  zone: string,
  { winter, summer }: { readonly winter: string | undefined; readonly summer: string | undefined },
): readonly string[] | undefined {
  const months = summerMonthsOf(zone);
  if (winter === undefined || summer === undefined || winter === summer || months.length === 0) return undefined;
  const others = Array.from({ length: 12 }, (_, month) => month + 1).filter((month) => !months.includes(month));
  const seasonal = [inMonths(winter, others), inMonths(summer, months)];
  return seasonal.every((one) => one !== undefined) ? seasonal : undefined;
}

function inMonths(cron: string, months: readonly number[]): string | undefined {
  const fields = cron.split(' ');
  return fields[3] === '*' ? fields.with(3, months.join(',')).join(' ') : undefined;
}
