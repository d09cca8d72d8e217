import { defineOperator } from '../contract/define-operator.ts';
import { isEmpty } from './empty.ts';

export default defineOperator({
  id: 'not_empty',
  aliases: ['is_not_empty', 'is not empty', 'not empty'],
  summary: 'The field is not empty.',
  takesValue: false,
  compile: () => (input) => !isEmpty(input),
});
