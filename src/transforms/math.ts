import { arithmetic, binaryArithmetic, type Numeric } from '../text/decimal.ts';
import { defineTransform, TransformError } from '../contract/define-transform.ts';
import { isMissing, numberOf } from './values.ts';

type Operation = (left: Numeric, right: Numeric) => Numeric;

function divideBy(divide: Operation): Operation {
  return (left, right) => {
    if (Number(right) === 0) throw new TransformError('division by zero');
    return divide(left, right);
  };
}

export default defineTransform({
  name: 'math',
  aliases: ['calculate'],
  category: 'number',
  summary: 'Adds, subtracts, multiplies or divides: the source and a constant, or several sources.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({ operator: z.enum(['+', '-', '*', '/']), value: z.number().optional() }),
  compile({ operator, value: constant }, context) {
    const kind = context.assume('map.rounding') === 'binary' ? binaryArithmetic : arithmetic;
    const operate = operator === '/' ? divideBy(kind[operator]) : kind[operator];
    return (input) => {
      if (isMissing(input)) return null;
      let result = fold(input, operate);
      if (constant !== undefined) result = operate(result, constant);
      return result;
    };
  },
});

function fold(input: unknown, operate: Operation): Numeric {
  if (!Array.isArray(input)) return numberOf(input);
  let result: Numeric | undefined;
  for (const value of input as unknown[]) {
    const number = Array.isArray(value) ? fold(value, operate) : numberOf(value);
    result = result === undefined ? number : operate(result, number);
  }
  return result ?? 0;
}
