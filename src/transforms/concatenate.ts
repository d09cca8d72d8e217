import { defineTransform } from '../contract/define-transform.ts';
import { isMissing, textOf } from './values.ts';

export default defineTransform({
  name: 'concatenate',
  aliases: ['concat'],
  category: 'string',
  summary: 'Several source fields as one text, in order; missing ones are left out.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({ separator: z.string().optional() }),
  compile:
    ({ separator = '' }) =>
    (input) => {
      if (!Array.isArray(input)) return isMissing(input) ? null : textOf(input);
      let joined: string | undefined;
      for (const value of input as unknown[]) {
        if (isMissing(value)) continue;
        joined = joined === undefined ? textOf(value) : joined + separator + textOf(value);
      }
      return joined ?? '';
    },
});
