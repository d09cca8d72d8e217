import { defineOperator } from '../contract/define-operator.ts';
import { isEmpty } from './empty.ts';

export default defineOperator({
  id: 'is_empty',
  aliases: ['empty', 'is empty'],
  summary: 'The field is missing, null, empty text or an empty list.',
  takesValue: false,
  compile: () => (input) => isEmpty(input),
});
