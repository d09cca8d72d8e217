import { defineFlowRule, stepsOf, textsOf } from '../define-rule.ts';

/** What is a variable, whole: it is passed over. Behind it, what begins like one and is none. */
const whole = /\\(?:\[\[|\{\{)|\[\[[^\][]*\]\]|\{\{[^{}]*\}\}/gu;
const broken =
  /\[{1,2}\s*(?:payload|meta)\.[\w.*-]*\s*\]{0,2}|\{{1,2}\s*(?:flow|environment)\.variables\.[\w-]*\s*\}{0,2}|\[{1,2}\s*(?:flow|environment)\.variables\.[\w-]*\s*\]?|\[\[payload\]?/gu;

export default defineFlowRule({
  name: 'lint/no-broken-variable',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      for (const { text, pointer: at } of textsOf(step, pointer)) {
        if (!text.includes('[') && !text.includes('{')) continue;
        // Filled with blanks, so that places stay what they are.
        const rest = text.replaceAll(whole, (found) => ' '.repeat(found.length));
        for (const { 0: found, index } of rest.matchAll(broken)) {
          const name = found.replaceAll(/[[\]{}\s]/gu, '');
          yield {
            code: 'lint/no-broken-variable',
            message: `"${found.trimEnd()}" is no variable, because its brackets are not in pairs; it would be sent as it stands.`,
            help: `Write ${/^(?:flow|environment)\./u.test(name) ? `{{${name}}}` : `[[${name}]]`}.`,
            pointer: at,
            part: { start: index, end: index + found.trimEnd().length },
          };
        }
      }
    }
  },
});
