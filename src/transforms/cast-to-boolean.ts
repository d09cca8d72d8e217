import { isObject } from '../text/json.ts';
import { phpBoolean } from '../text/php-cast.ts';
import { defineTransform } from '../contract/define-transform.ts';

export default defineTransform({
  name: 'cast to boolean',
  aliases: ['to boolean'],
  category: 'other',
  summary: 'True or false: first by the two lists, then as PHP casts.',
  grade: 'documented',
  arguments: (z) =>
    z.strictObject({
      true_values: z.string().optional().describe('Comma-separated values that become true.'),
      false_values: z.string().optional().describe('Comma-separated values that become false.'),
    }),
  compile({ true_values: trueValues, false_values: falseValues }) {
    const yes = listOf(trueValues);
    const no = listOf(falseValues);
    return (input) => {
      const text = isObject(input) || Array.isArray(input) || input === null ? undefined : String(input).trim();
      if (text !== undefined && yes.has(text)) return true;
      if (text !== undefined && no.has(text)) return false;
      return phpBoolean(input);
    };
  },
});

function listOf(text: string | undefined): ReadonlySet<string> {
  const items = (text ?? '').split(',').map((item) => item.trim());
  return new Set(items.filter((item) => item !== ''));
}
