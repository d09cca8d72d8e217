import { textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';
import { compilePattern } from './pattern.ts';

export default defineOperator({
  id: 'regex',
  aliases: ['matches'],
  summary: 'The text matches the regular expression.',
  takesValue: true,
  compile(value = '') {
    const pattern = compilePattern(value);
    return (input) => {
      const text = textOf(input);
      return text !== undefined && pattern !== undefined && pattern.test(text);
    };
  },
});
