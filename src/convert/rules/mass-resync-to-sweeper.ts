import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'mass-resync-to-sweeper',
  construct: 'Automatic resync of many failed records',
  becomes: 'Run of the sweeper, or another run once their keys are out of the data pool',
  class: 'decision',
  difference:
    'Nothing in a flow pushes failed records again by itself. Decide who starts which flow for them; records that arrived have to be taken out of the pool first.',
  convert(scope: Claiming<ServiceScope>) {
    scope.remark();
  },
});
