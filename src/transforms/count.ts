import { isObject } from '../text/json.ts';
import { defineTransform } from '../contract/define-transform.ts';

function count(input: unknown): number {
  if (input === null || input === undefined) return 0;
  if (Array.isArray(input)) return input.length;
  return isObject(input) ? Object.keys(input).length : 1;
}

export default defineTransform({
  name: 'count',
  category: 'array',
  summary: 'The number of elements or keys; 1 for text, 0 for nothing.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => count,
});
