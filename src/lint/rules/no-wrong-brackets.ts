import type { Finding } from '../../diagnostics/diagnostic.ts';
import { isObject } from '../../text/json.ts';
import { joinPointer } from '../../text/pointer.ts';
import { defineFlowRule, stepsOf } from '../define-rule.ts';

const curlyPayload = /(?<!\\)\{\{\s*((?:payload|meta)(?:\.[^{}]*)?)\s*\}\}/u;
const squareVariable = /(?<!\\)\[\[\s*((?:flow|environment)\.variables\.[^\][]*)\s*\]\]/u;

export default defineFlowRule({
  name: 'lint/no-wrong-brackets',
  *check(flow) {
    for (const { step, pointer } of stepsOf(flow)) yield* search(step, pointer);
  },
});

function* search(value: unknown, pointer: string): Generator<Finding> {
  if (typeof value === 'string') {
    const curly = curlyPayload.exec(value);
    if (curly !== null) yield wrong(curly[0], `[[${(curly[1] ?? '').trim()}]]`, pointer);
    const square = squareVariable.exec(value);
    if (square !== null) yield wrong(square[0], `{{${(square[1] ?? '').trim()}}}`, pointer);
  } else if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) yield* search(element, joinPointer(pointer, index));
  } else if (isObject(value)) {
    for (const [key, member] of Object.entries(value)) yield* search(member, joinPointer(pointer, key));
  }
}

function wrong(found: string, right: string, pointer: string): Finding {
  return {
    code: 'lint/no-wrong-brackets',
    message: `"${found}" has the wrong kind of brackets and would be sent as it stands.`,
    help: `Write ${right}.`,
    pointer,
  };
}
