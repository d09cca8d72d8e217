import { listOf, textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'in',
  aliases: ['in list', 'one of'],
  summary: 'The field is one of a comma-separated list.',
  takesValue: true,
  compile(value = '') {
    const wanted = new Set(listOf(value));
    return (input) => {
      const text = textOf(input);
      return text !== undefined && wanted.has(text);
    };
  },
});
