import type { Service } from '../../legacy/bundle.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'company-group-to-name',
  construct: 'Company group of a service',
  becomes: 'A prefix of the flow name, or nothing',
  class: 'decision',
  difference: 'Flows know no company groups, so that flows of several groups stand in one list.',
  /** The prefix for the flows of each service. */
  convert(scope: Claiming<BundleScope>): (service: Service) => string {
    const { companyGroups, services } = scope.bundle;
    const members = ['/companyGroups', ...services.map((_, index) => `/services/${index}/companyGroupId`)];
    if (companyGroups.length < 2) {
      scope.note('All services are of one group, and flows know none.', ...members);
      return () => '';
    }
    const answer = scope.decide(
      {
        kind: 'company-groups',
        question: 'How do the flows of several company groups stay apart in one list?',
        options: [
          { value: 'prefix', effect: 'The name of the group stands before the name of the flow.' },
          { value: 'as-named', effect: 'Flows are named like their services.' },
        ],
        recommended: 'prefix',
      },
      ...members,
    );
    const names = new Map(companyGroups.map(({ id, name }) => [id, name]));
    return ({ companyGroupId }) => (answer === 'prefix' ? `${names.get(companyGroupId) ?? companyGroupId}: ` : '');
  },
});
