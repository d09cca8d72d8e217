import { defineTransform } from '../contract/define-transform.ts';
import { eachText, wordsOf } from './values.ts';

export default defineTransform({
  name: 'first word',
  category: 'string',
  summary: 'The first word of a text.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => eachText((text) => wordsOf(text)[0] ?? ''),
});
