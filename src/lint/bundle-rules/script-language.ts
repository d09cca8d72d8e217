import { defineBundleRule } from '../define-bundle-rule.ts';

/** Languages that scripts of process flows can be written in. */
const languages = ['csharp', 'go', 'javascript', 'php', 'python', 'ruby', 'rust'];

export default defineBundleRule({
  name: 'service/script-language',
  *check(bundle) {
    for (const [index, { name, language }] of bundle.scripts.entries()) {
      if (languages.includes(language.toLowerCase())) continue;
      yield {
        code: 'service/script-language',
        message: `Script "${name}" is written in "${language}", which process flows do not run.`,
        help: `Rewrite it in one of: ${languages.join(', ')}.`,
        pointer: `/scripts/${index}/language`,
      };
    }
  },
});
