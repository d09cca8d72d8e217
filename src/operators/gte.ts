import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'gte',
  aliases: ['>=', 'greater_or_equal', 'greater than or equal'],
  summary: 'The field is greater or equal.',
  takesValue: true,
  compile(value = '', options) {
    const compare = compileCompare(value, options);
    return (input) => {
      const order = compare(input);
      return order !== undefined && order >= 0;
    };
  },
});
