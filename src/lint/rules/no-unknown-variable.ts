import { didYouMean } from '../../text/did-you-mean.ts';
import { defineFlowRule, stepsOf, textsOf } from '../define-rule.ts';

const variable =
  /(?<!\\)(?:\[\[\s*([A-Za-z_][\w-]*(?:\.[^\][]*)?)\s*\]\]|\{\{\s*([A-Za-z_][\w-]*(?:\.[^{}]*)?)\s*\}\})/gu;
const roots = ['payload', 'meta', 'flow.variables', 'environment.variables'];

export default defineFlowRule({
  name: 'lint/no-unknown-variable',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) {
      for (const { text, pointer: at } of textsOf(step, pointer)) {
        if (!text.includes('[[') && !text.includes('{{')) continue;
        for (const { 0: found, 1: square, 2: curly = '', index } of text.matchAll(variable)) {
          const name = (square ?? curly).trim();
          if (
            /^(?:payload|meta)(?:\.|$)|^(?:flow|environment)\.variables\./u.test(name) ||
            /^(?:true|false|null)$/u.test(name)
          )
            continue;
          const nearest = didYouMean(
            name
              .split('.')
              .slice(0, /^(?:flow|env)/u.test(name) ? 2 : 1)
              .join('.'),
            roots,
          );
          yield {
            code: 'lint/no-unknown-variable',
            message: `"${found}" is no variable that a flow has; it would be sent as it stands.`,
            help:
              nearest === undefined
                ? 'Variables are [[payload.path]], [[meta.key]], {{flow.variables.name}} and {{environment.variables.name}}.'
                : `Did you mean "${nearest}"?`,
            pointer: at,
            part: { start: index, end: index + found.length },
          };
        }
      }
    }
  },
});
