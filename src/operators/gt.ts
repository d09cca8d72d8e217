import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'gt',
  aliases: ['>', 'greater_than', 'greater than'],
  summary: 'The field is greater, later or behind in order.',
  takesValue: true,
  compile(value = '', options) {
    const compare = compileCompare(value, options);
    return (input) => {
      const order = compare(input);
      return order !== undefined && order > 0;
    };
  },
});
