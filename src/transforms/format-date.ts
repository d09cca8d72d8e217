import { compileDateFormat, parseDate } from '../text/php-date.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, kindOf } from './values.ts';

export default defineTransform({
  name: 'format date',
  aliases: ['format', 'date format'],
  category: 'date',
  summary: 'A date written with PHP date tokens. The offset of the source is kept.',
  grade: 'documented',
  arguments: (z) =>
    z.strictObject({
      format: z.string().min(1).describe('PHP date tokens, or "custom".'),
      custom_format: z.string().optional(),
      input_format: z.string().optional().describe('PHP date tokens of the source, where it is not ISO 8601.'),
    }),
  compile({ format, custom_format: custom, input_format: inputFormat }) {
    const tokens = format === 'custom' ? (custom ?? 'c') : format;
    const write = compileDateFormat(tokens);
    const apply = (input: unknown): unknown => {
      if (isMissing(input) || input === '') return null;
      if (Array.isArray(input)) return input.map(apply);
      const date = parseDate(input, inputFormat);
      if (date === undefined) throw new TransformError(`expected a date, found ${kindOf(input)} that is none`);
      return write(date.epochMs, date.offsetMinutes);
    };
    return apply;
  },
});
