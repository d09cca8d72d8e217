import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'after',
  aliases: [],
  summary: 'The field is later than the date.',
  takesValue: true,
  compile(value = '', options) {
    const compare = compileCompare(value, { ...options, type: 'date' });
    return (input) => {
      const order = compare(input);
      return order !== undefined && order > 0;
    };
  },
});
