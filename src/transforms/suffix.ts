import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'suffix',
  category: 'string',
  summary: 'Text behind the value.',
  grade: 'toolkit',
  templates: ['text'],
  arguments: (z) => z.strictObject({ text: z.string() }),
  compile({ text }, context) {
    const fill = context.template(text);
    return eachText((value) => value + fill());
  },
});
