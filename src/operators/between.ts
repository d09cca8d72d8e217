import { compileCompare } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: 'between',
  aliases: [],
  summary: 'The field lies between two values, both included; written "low,high".',
  takesValue: true,
  compile(value = '', options) {
    const [low = '', high = ''] = value.split(',').map((part) => part.trim());
    const fromLow = compileCompare(low, options);
    const fromHigh = compileCompare(high, options);
    return (input) => (fromLow(input) ?? -1) >= 0 && (fromHigh(input) ?? 1) <= 0;
  },
});
