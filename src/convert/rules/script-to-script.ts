import { offersLanguage } from '../../legacy/script-languages.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';
import unofferedScriptToReport from './unoffered-script-to-report.ts';

export default defineConversionRule({
  name: 'script-to-script',
  construct: 'Custom script',
  becomes: 'Script that comes with every flow that uses it',
  class: 'equivalent',
  difference: 'The code is the same; import it, deploy it, and look at what it reads besides "payload".',
  convert(scope: Claiming<BundleScope>, index: number) {
    const pointer = `/scripts/${index}`;
    const script = scope.bundle.scripts[index];
    if (script === undefined || !offersLanguage(script.language)) unofferedScriptToReport.convert(scope, pointer);
    else scope.claim(pointer);
  },
});
