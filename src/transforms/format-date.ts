import { compileDateFormat } from '../text/php-date.ts';
import { compileDateReader, DateFormatError } from '../text/read-php-date.ts';
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
      format: z
        .string()
        .min(1)
        .describe(
          'PHP date tokens, "custom", or the name of a format: "ISO 8601", "RFC 2822", "RFC 3339", "Unix epoch".',
        ),
      custom_format: z.string().optional(),
      input_format: z.string().optional().describe('PHP date tokens of the source, where it is not ISO 8601.'),
    }),
  compile({ format, custom_format: custom, input_format: inputFormat }) {
    const tokens = format === 'custom' ? (custom ?? 'c') : format;
    const write = compileDateFormat(tokens);
    const read = readerOf(inputFormat);
    const apply = (input: unknown): unknown => {
      if (isMissing(input) || input === '') return null;
      if (Array.isArray(input)) return input.map(apply);
      const date = read(input);
      if (date === undefined) throw new TransformError(`expected a date, found ${kindOf(input)} that is none`);
      return write(date);
    };
    return apply;
  },
});

function readerOf(format: string | undefined): ReturnType<typeof compileDateReader> {
  try {
    return compileDateReader(format);
  } catch (error) {
    if (error instanceof DateFormatError) throw new TransformError(`its input format is wrong: ${error.message}`);
    throw error;
  }
}
