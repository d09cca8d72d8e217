import { listOf, textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'not_in',
  aliases: ['not in', 'not in list'],
  summary: 'The field is none of a comma-separated list.',
  takesValue: true,
  compile(value = '') {
    const wanted = new Set(listOf(value));
    return (input) => {
      const text = textOf(input);
      return text !== undefined && !wanted.has(text);
    };
  },
});
