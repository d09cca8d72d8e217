import { defineFlowRule, stepsOf, textsOf } from '../define-rule.ts';

const curlyPayload = /(?<!\\)\{\{\s*((?:payload|meta)(?:\.[^{}]*)?)\s*\}\}/u;
const squareVariable = /(?<!\\)\[\[\s*((?:flow|environment)\.variables\.[^\][]*)\s*\]\]/u;
const either = new RegExp(`${curlyPayload.source}|${squareVariable.source}`, 'gu');

export default defineFlowRule({
  name: 'lint/no-wrong-brackets',
  isNeeded: true,
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      for (const { text, pointer: at } of textsOf(step, pointer)) {
        if (!text.includes('[[') && !text.includes('{{')) continue;
        for (const { 0: found, 1: curly, 2: square = '', index } of text.matchAll(either))
          yield {
            code: 'lint/no-wrong-brackets',
            message: `"${found}" has the wrong kind of brackets and would be sent as it stands.`,
            help: `Write ${curly === undefined ? `{{${square.trim()}}}` : `[[${curly.trim()}]]`}.`,
            pointer: at,
            part: { start: index, end: index + found.length },
          };
      }
    }
  },
});
