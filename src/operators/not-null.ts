import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'not_null',
  aliases: ['is not null', 'not null'],
  summary: 'The field has a value.',
  takesValue: false,
  compile: () => (input) => input !== null && input !== undefined,
});
