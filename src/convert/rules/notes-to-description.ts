import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'notes-to-description',
  construct: 'Notes of the service',
  becomes: 'Text in the description of the flow',
  class: 'equivalent',
  difference: 'The text is kept; author and time are not.',
  convert(scope: Claiming<ServiceScope>) {
    scope.claim('notes');
    return (scope.service.notes ?? []).map(({ text }) => text);
  },
});
