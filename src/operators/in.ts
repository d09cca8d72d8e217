import { compileMember } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'in',
  aliases: ['in list', 'one of'],
  summary: 'The field is one of a comma-separated list.',
  takesValue: true,
  compile(value = '', options) {
    const isMember = compileMember(value, options);
    return (input) => isMember(input) === true;
  },
});
