import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';

export default defineConversionRule({
  name: 'field-script-to-transform',
  construct: 'Field script in a transformation',
  becomes: 'Nothing yet: the mapping row is left out',
  class: 'none',
  difference:
    'Field scripts are not converted yet, and the value without the script would be another one; the row is left out.',
  convert(scope: Claiming<ServiceScope>, member: string) {
    scope.claim(member.slice(0, member.indexOf('/transformation')));
    return 'leave-row-out' as const;
  },
});
