import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: 'split',
  aliases: ['explode'],
  category: 'string',
  summary: 'A text cut into a list.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({ delimiter: z.string().min(1) }),
  compile: ({ delimiter }) => eachText((text) => text.split(delimiter)),
});
