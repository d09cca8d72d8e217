import { textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'starts_with',
  aliases: ['starts with', 'begins with'],
  summary: 'The text starts with the value.',
  takesValue: true,
  compile:
    (value = '') =>
    (input) =>
      textOf(input)?.startsWith(value) === true,
});
