import { offersLanguage } from '../../legacy/script-languages.ts';
import { defineConversionRule, type Claiming } from '../define-rule.ts';
import type { BundleScope } from '../scope.ts';

export default defineConversionRule({
  name: 'script-language-to-script',
  construct: 'Script in a language that flows do not offer',
  becomes: 'A script written again',
  class: 'decision',
  difference: 'Write it again in a language that flows offer, and compare both on the same payloads.',
  convert(scope: Claiming<BundleScope>) {
    if (scope.bundle.scripts.some(({ language }) => !offersLanguage(language))) scope.remark();
  },
});
