import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'is_null',
  aliases: ['is null'],
  summary: 'The field is null or missing.',
  takesValue: false,
  compile: () => (input) => input === null || input === undefined,
});
