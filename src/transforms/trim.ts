import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'trim',
  category: 'string',
  summary: 'Text without white space at both ends.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => eachText((text) => text.replaceAll(/^[ \t\n\r\0\v]+|[ \t\n\r\0\v]+$/gu, '')),
});
