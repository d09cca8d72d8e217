import { compileMember } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'not_in',
  aliases: ['not in', 'not in list'],
  summary: 'The field is none of a comma-separated list.',
  takesValue: true,
  compile(value = '', options) {
    const isMember = compileMember(value, options);
    return (input) => isMember(input) === false;
  },
});
