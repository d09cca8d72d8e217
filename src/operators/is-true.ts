import { defineOperator } from '../contract/define-operator.ts';
import { phpBoolean } from '../text/php-cast.ts';

export default defineOperator({
  id: 'is_true',
  aliases: ['is true'],
  summary: 'The field is true, as PHP casts.',
  takesValue: false,
  compile: () => (input) => input !== undefined && phpBoolean(input),
});
