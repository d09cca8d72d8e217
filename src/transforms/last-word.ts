import { defineTransform } from '../contract/define-transform.ts';
import { eachText, wordsOf } from './values.ts';

export default defineTransform({
  name: 'last word',
  category: 'string',
  summary: 'The last word of a text.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => eachText((text) => wordsOf(text).at(-1) ?? ''),
});
