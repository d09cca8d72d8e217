import { defineTransform } from '../contract/define-transform.ts';
import { isMissing, numberOf } from './values.ts';

export default defineTransform({
  name: 'cast to number',
  aliases: ['to number'],
  category: 'number',
  summary: 'Numeric text as a number; nothing stays nothing.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({}),
  compile: () => (input) =>
    isMissing(input) || input === '' ? null : numberOf(typeof input === 'boolean' ? Number(input) : input),
});
