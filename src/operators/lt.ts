import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'lt',
  aliases: ['<', 'less_than', 'less than'],
  summary: 'The field is less, earlier or in front in order.',
  takesValue: true,
  compile(value = '', options) {
    const compare = compileCompare(value, options);
    return (input) => {
      const order = compare(input);
      return order !== undefined && order < 0;
    };
  },
});
