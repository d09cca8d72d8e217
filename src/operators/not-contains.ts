import { textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'not_contains',
  aliases: ['not contains', 'does not contain'],
  summary: 'The text or the list does not contain the value.',
  takesValue: true,
  compile:
    (value = '') =>
    (input) =>
      Array.isArray(input) ? !input.some((item) => textOf(item) === value) : textOf(input)?.includes(value) === false,
});
