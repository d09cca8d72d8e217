import type { TransformCall } from '../../flow/transform-step.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { ServiceScope } from '../scope.ts';
import { flowScript } from '../scripts.ts';
import unofferedScriptToReport from './unoffered-script-to-report.ts';

export default defineConversionRule({
  name: 'field-script-to-transform',
  construct: 'Field script in a transformation',
  becomes: 'Transform function "script" at the same place, pinned to the version that comes with the flow',
  class: 'equivalent',
  difference:
    'How a value is handed to a field script is not public: text as it is and everything else as JSON is assumed, and the script gets metadata and flow variables besides.',
  convert(scope: Claiming<ServiceScope>, scriptId: string, member: string): TransformCall | 'leave-row-out' {
    const script = flowScript(scope, scriptId);
    if (script === undefined) {
      unofferedScriptToReport.convert(scope, member.slice(0, member.indexOf('/transformation')));
      return 'leave-row-out';
    }
    scope.claim(member);
    return { function: 'script', arguments: { script: script.name, version: script.version } };
  },
});
