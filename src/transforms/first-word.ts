import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'first word',
  category: 'string',
  summary: 'The first word of a text.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => eachText((text) => text.trim().split(/\s+/u)[0] ?? ''),
});
