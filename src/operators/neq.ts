import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'neq',
  aliases: ['!=', '<>', 'not_equals', 'not equals'],
  summary: 'The field differs from the value; a missing field does not match.',
  takesValue: true,
  compile(value = '', options) {
    const compare = compileCompare(value, options);
    return (input) => {
      const order = compare(input);
      return order !== undefined && order !== 0;
    };
  },
});
