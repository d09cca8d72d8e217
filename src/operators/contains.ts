import { textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'contains',
  aliases: ['includes'],
  summary: 'The text or the list contains the value.',
  takesValue: true,
  compile:
    (value = '') =>
    (input) =>
      Array.isArray(input) ? input.some((item) => textOf(item) === value) : textOf(input)?.includes(value) === true,
});
