import { offersLanguage, scriptLanguages } from '../../legacy/script-languages.ts';
import { defineBundleRule } from '../define-bundle-rule.ts';

export default defineBundleRule({
  name: 'service/script-language',
  *check(bundle) {
    for (const [index, { name, language }] of bundle.scripts.entries()) {
      if (offersLanguage(language)) continue;
      yield {
        code: 'service/script-language',
        message: `Script "${name}" is written in "${language}", which process flows do not run.`,
        help: `Rewrite it in one of: ${scriptLanguages.join(', ')}.`,
        pointer: `/scripts/${index}/language`,
      };
    }
  },
});
