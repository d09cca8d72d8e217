import type { ServiceBundle } from '../../legacy/bundle.ts';
import { seasonsOf } from '../../text/time-zone.ts';
import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/unknown-time-zone',
  *check(bundle) {
    for (const [zone, pointer] of zonesOf(bundle)) {
      if (zone === undefined || zone === 'UTC' || seasonsOf(zone) !== undefined) continue;
      yield {
        code: 'service/unknown-time-zone',
        message: `There is no time zone "${zone}".`,
        help: 'Write an IANA name such as "Europe/London", or "UTC".',
        pointer,
      };
    }
  },
});

function* zonesOf(bundle: ServiceBundle): Generator<readonly [zone: string | undefined, pointer: string]> {
  yield [bundle.company.timeZone, '/company/timeZone'];
  for (const [index, { timeZone }] of bundle.connectors.entries()) yield [timeZone, `/connectors/${index}/timeZone`];
  for (const { service, pointer } of servicesOf(bundle)) {
    if (service.trigger?.kind === 'schedule') yield [service.trigger.timeZone, `${pointer}/trigger/timeZone`];
    yield [service.source.timeZone, `${pointer}/source/timeZone`];
    yield [service.destination.timeZone, `${pointer}/destination/timeZone`];
  }
}
