import { fieldText } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'starts_with',
  aliases: ['starts with', 'begins with'],
  summary: 'The text starts with the value.',
  takesValue: true,
  compile(value = '', options) {
    const read = fieldText(options);
    return (input) => read(input)?.startsWith(value) === true;
  },
});
