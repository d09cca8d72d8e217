import { defineTransform } from '../contract/define-transform.ts';
import { isMissing } from './values.ts';

export default defineTransform({
  name: 'cast to string',
  aliases: ['to string'],
  category: 'string',
  summary: 'Any value as text; objects and lists as JSON, nothing as empty text.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => (input) => (typeof input === 'string' ? input : isMissing(input) ? '' : JSON.stringify(input)),
});
