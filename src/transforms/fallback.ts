import { defineTransform } from '../contract/define-transform.ts';
import { isEmpty } from './values.ts';

export default defineTransform({
  name: 'fallback',
  aliases: ['default', 'default value'],
  category: 'other',
  summary: 'Another value where the source is empty: missing, null, empty text or an empty list.',
  grade: 'documented',
  templates: ['value'],
  arguments: (z) =>
    z.strictObject({ value: z.unknown().describe('Any JSON value; text may hold flow and meta variables.') }),
  compile({ value }, context) {
    const substitute = typeof value === 'string' ? context.template(value) : () => value;
    return (input) => (isEmpty(input) ? substitute() : input);
  },
});
