import { defineOperator } from '../contract/define-operator.ts';
import { phpBoolean } from '../text/php-cast.ts';

export default defineOperator({
  id: 'is_false',
  aliases: ['is false'],
  summary: 'The field is false, as PHP casts.',
  takesValue: false,
  compile: () => (input) => input !== undefined && !phpBoolean(input),
});
