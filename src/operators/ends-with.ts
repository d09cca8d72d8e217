import { fieldText } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'ends_with',
  aliases: ['ends with'],
  summary: 'The text ends with the value.',
  takesValue: true,
  compile(value = '', options) {
    const read = fieldText(options);
    return (input) => read(input)?.endsWith(value) === true;
  },
});
