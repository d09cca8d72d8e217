import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'limit',
  aliases: ['substring', 'truncate'],
  category: 'string',
  summary: 'The first characters of a text, counted as code points.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({ length: z.int().min(0) }),
  compile: ({ length }) =>
    eachText((text) => (text.length <= length ? text : Array.from(text).slice(0, length).join(''))),
});
