import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'prefix',
  category: 'string',
  summary: 'Text in front of the value.',
  grade: 'documented',
  templates: ['text'],
  arguments: (z) => z.strictObject({ text: z.string() }),
  compile({ text }, context) {
    const fill = context.template(text);
    return eachText((value) => fill() + value);
  },
});
