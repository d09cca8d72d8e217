import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

const members = ['$schema', 'format', 'formatVersion', 'exportedAt', 'company', 'assumptions'];
const lists = ['systems', 'connectors', 'services', 'scripts'] as const;

export default defineConversionRule({
  name: 'envelope-to-report',
  construct: 'What the bundle says about itself: format, time of writing, assumptions, empty lists',
  becomes: 'Nothing in a flow',
  class: 'equivalent',
  difference: 'Describes the bundle and not a service, so that no flow carries it.',
  convert(scope: Claiming<BundleScope>) {
    const empty = lists.filter((list) => scope.bundle[list].length === 0);
    scope.claim(...[...members, ...empty].map((member) => `/${member}`));
  },
});
