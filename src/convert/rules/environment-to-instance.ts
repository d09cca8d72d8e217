import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { Service } from '../../legacy/bundle.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'environment-to-instance',
  construct: 'Environment of a connector: live or test',
  becomes: 'Instances of their own for test services, or no flows for these',
  class: 'decision',
  difference: 'Flows know no environments: what is for tests only shows in the name of the instance.',
  /** Why there is no flow for a service; `undefined`: there is one. */
  convert(scope: Claiming<BundleScope>): (service: Service) => string | undefined {
    const { connectors, services } = scope.bundle;
    const at = (index: number): string => `/connectors/${index}/environment`;
    const test = new Set(connectors.flatMap(({ environment }, index) => (environment === 'test' ? [index] : [])));
    scope.claim(
      ...connectors
        .keys()
        .filter((index) => !test.has(index))
        .map(at),
    );
    const ids = new Set(Array.from(test, (index) => connectors[index]?.id));
    const isTest = ({ source, destination }: Service): boolean =>
      ids.has(source.connectorId) && ids.has(destination.connectorId);
    const count = services.filter(isTest).length;
    if (count === 0) {
      scope.claim(...Array.from(test, at));
      return () => undefined;
    }
    const answer = scope.decide(
      {
        kind: 'test-services',
        question: `${count === 1 ? 'One service works' : `${count} services work`} between test connectors. What becomes of ${count === 1 ? 'it' : 'them'}?`,
        options: [
          { value: 'own-instances', effect: 'Flows like all others, with the test connectors as instances.' },
          { value: 'leave-out', effect: 'No flows; test in a virtual environment of the live ones.' },
        ],
        recommended: 'own-instances',
      },
      ...Array.from(test, at),
    );
    if (answer !== 'leave-out') return () => undefined;
    const reason = 'A test service, left out as decided.';
    for (const [index, service] of services.entries()) if (isTest(service)) scope.note(reason, `/services/${index}`);
    return (service) => (isTest(service) ? reason : undefined);
  },
});
