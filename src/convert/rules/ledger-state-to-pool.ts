import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'ledger-state-to-pool',
  construct: 'Records that the service has processed so far',
  becomes: 'Content of the data pool before the first run',
  class: 'decision',
  difference:
    'Services have no export of their ledger, and a new pool is empty: without a choice records are pushed again.',
  convert(scope: Claiming<ServiceScope>) {
    scope.decide({
      kind: 'dedupe-state',
      question: 'How does the data pool learn what the service has already processed?',
      options: [
        { value: 'cut-over-date', effect: 'Filter by a date at the first run.' },
        { value: 'seed', effect: 'Import a list of keys before the first run.' },
        { value: 'empty', effect: 'Everything inside the window is pushed once more.' },
      ],
      recommended: 'cut-over-date',
    });
  },
});
