import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'eq',
  aliases: ['=', '==', 'equals', 'equal'],
  summary: 'The field equals the value.',
  takesValue: true,
  compile(value = '', options) {
    const compare = compileCompare(value, options);
    return (input) => {
      const order = compare(input);
      return order !== undefined && order === 0;
    };
  },
});
