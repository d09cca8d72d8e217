import { fieldText, textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'contains',
  aliases: ['includes'],
  summary: 'The text or the list contains the value.',
  takesValue: true,
  compile(value = '', options) {
    const read = fieldText(options);
    return (input) =>
      Array.isArray(input) ? input.some((item) => textOf(item) === value) : read(input)?.includes(value) === true;
  },
});
