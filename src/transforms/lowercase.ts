import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'lowercase',
  aliases: ['lower', 'lower case', 'to lowercase'],
  category: 'string',
  summary: 'Text in small letters.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => eachText((text) => text.toLowerCase()),
});
