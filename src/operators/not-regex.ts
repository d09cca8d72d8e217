import { fieldText } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'not_regex',
  aliases: ['not matches', 'does not match'],
  summary: 'The text does not match the regular expression.',
  takesValue: true,
  needsPatterns: true,
  compile(value = '', options) {
    const pattern = options.compilePattern?.(value);
    const read = fieldText(options);
    return (input) => {
      const text = read(input);
      return text !== undefined && pattern !== undefined && !pattern.test(text);
    };
  },
});
