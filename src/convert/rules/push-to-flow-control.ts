import type { FlowStep } from '../../flow/model.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isInbound, type Scope } from '../scope.ts';

export default defineConversionRule({
  name: 'push-to-flow-control',
  construct: 'Push of record by record',
  becomes: 'Flow control of size 1',
  class: 'equivalent',
  difference:
    'All pages are pulled and all records mapped before the first is pushed, so that a pull that breaks has pushed nothing, where the service has pushed the pages before. Each record is a payload of its own: more operations.',
  convert(scope: Claiming<Scope>): FlowStep {
    return {
      name: 'Single records',
      microservice: 'batch',
      config: {
        path: isInbound(scope.service) || scope.recordsPath === '' ? '*' : scope.recordsPath,
        size: 1,
        do_not_wrap_single: true,
      },
      ...scope.from('destination'),
    };
  },
});
