import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'uppercase',
  aliases: ['upper', 'upper case', 'to uppercase'],
  category: 'string',
  summary: 'Text in capital letters.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => eachText((text) => text.toUpperCase()),
});
