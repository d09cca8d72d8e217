import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule } from '../define-rule.ts';

const languages = ['javascript', 'php', 'python', 'ruby', 'csharp', 'go', 'rust'];

export default defineFlowRule({
  name: 'lint/no-unknown-language',
  *check(flow) {
    for (const [index, { name, language }] of (flow.scripts ?? []).entries()) {
      if (languages.includes(language.toLowerCase().replace('#', 'sharp'))) continue;
      const nearest = didYouMean(language, languages);
      yield {
        code: 'lint/no-unknown-language',
        message: `Script "${name}" is written in "${language}", which the platform does not run.`,
        help: nearest === undefined ? `Languages: ${languages.join(', ')}.` : `Did you mean "${nearest}"?`,
        pointer: `/scripts/${index}/language`,
      };
    }
  },
});
