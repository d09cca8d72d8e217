import { defineConversionRule, type Claiming } from '../define-rule.ts';
import { isFile, type ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'file-push-to-single-pushes',
  construct: 'Push of many records into one file',
  becomes: 'One push for each record',
  class: 'decision',
  difference:
    'The system put the records of a run into one file. Decide whether the destination takes one file for each record; if not, give the flow control a larger size and write the file behind it.',
  convert(scope: Claiming<ServiceScope>) {
    if (isFile(scope, scope.service.destination)) scope.remark();
  },
});
