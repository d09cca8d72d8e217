import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, textOf } from './values.ts';

export default defineTransform({
  name: 'join',
  aliases: ['array join', 'implode'],
  category: 'array',
  summary: 'The elements of a list as one text.',
  grade: 'documented',
  arguments: (z) => z.strictObject({ delimiter: z.string() }),
  compile:
    ({ delimiter }) =>
    (input) => {
      if (!Array.isArray(input)) return isMissing(input) ? null : input;
      return input.map((element: unknown) => elementText(element)).join(delimiter);
    },
});

function elementText(element: unknown): string {
  if (isMissing(element)) return '';
  if (Array.isArray(element)) throw new TransformError('expected a flat list, found a list inside it');
  return textOf(element);
}
