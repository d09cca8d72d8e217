import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

/** What the sync report calls typical, and what is assumed where nothing is given. */
const usual = 4;

export default defineBundleRule({
  name: 'service/attempts',
  *check(bundle) {
    for (const { service, pointer } of servicesOf(bundle)) {
      const { maximumAttempts } = service.source;
      if (service.sweeps !== undefined || (maximumAttempts !== undefined && maximumAttempts <= usual)) continue;
      yield {
        code: 'service/attempts',
        message:
          maximumAttempts === undefined
            ? `Service "${service.id}" does not say how often a record is tried; ${usual} times are assumed.`
            : `Service "${service.id}" tries a record ${maximumAttempts} times; a flow counts no attempts.`,
        help: 'Copy "maximum attempts" of the source tab, and plan what happens to records that keep failing.',
        pointer: maximumAttempts === undefined ? `${pointer}/source` : `${pointer}/source/maximumAttempts`,
      };
    }
  },
});
