import { defineBundleRule } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/duplicate-connector',
  *check(bundle) {
    const first = new Map<string, number>();
    for (const [index, { systemId, companyGroupId, environment }] of bundle.connectors.entries()) {
      const key = [systemId, companyGroupId, environment].join('\u001F');
      const earlier = first.get(key);
      if (earlier === undefined) {
        first.set(key, index);
        continue;
      }
      yield {
        code: 'service/duplicate-connector',
        message: `System "${systemId}" has two ${environment} connectors in group "${companyGroupId}"; services allow one.`,
        help: 'Correct system, environment or group of one of the two.',
        pointer: `/connectors/${index}`,
        related: [{ message: 'the other one', pointer: `/connectors/${earlier}` }],
      };
    }
  },
});
