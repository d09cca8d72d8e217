import { defineBundleRule, servicesOf } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/mixed-environments',
  *check(bundle) {
    const environmentOf = (connectorId: string): string | undefined =>
      bundle.connectors.find(({ id }) => id === connectorId)?.environment;
    for (const { service, pointer } of servicesOf(bundle)) {
      const [from, to] = [service.source, service.destination].map(({ connectorId }) => environmentOf(connectorId));
      if (from === undefined || to === undefined || from === to) continue;
      yield {
        code: 'service/mixed-environments',
        message: `Service "${service.id}" reads from a ${from} connector and writes to a ${to} one.`,
        help: 'Use connectors of one environment on both sides.',
        pointer: `${pointer}/destination/connectorId`,
        related: [{ message: `the ${from} one`, pointer: `${pointer}/source/connectorId` }],
      };
    }
  },
});
