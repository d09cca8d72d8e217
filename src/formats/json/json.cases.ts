import type { FormatCase } from '../../contract/cases.ts';
import { ExactNumber } from '../../text/exact-number.ts';

export default [
  { text: '{"id":1,"tags":["a",null]}', value: { id: 1, tags: ['a', null] } },
  {
    shows: 'Numbers stay as they were written.',
    text: '{"id":12345678901234567890,"price":19.90}',
    value: { id: new ExactNumber('12345678901234567890'), price: new ExactNumber('19.90') },
  },
] as const satisfies readonly FormatCase[];
