import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'attempts-to-retries',
  construct: 'Maximum attempts for one record',
  becomes: 'Another push whenever the record is pulled again',
  class: 'equivalent',
  difference: 'A flow counts no attempts: a record that keeps failing is tried in every run that pulls it.',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('source/maximumAttempts');
  },
});
