import type { operatorsWithCases } from '../../../src/operators/cases.ts';
import { checkOperator } from '../check-unit.ts';
import { sabotages, where, without, type Sabotage } from './sabotage.ts';

type Test = (input: unknown) => boolean;

/** Every way to break an operator. */
export function operatorSabotages({ unit, cases }: (typeof operatorsWithCases)[number]): readonly Sabotage[] {
  const compile = unit.compile.bind(unit);
  const tests = (change: (test: Test) => Test): object => ({
    compile: (...use: Parameters<typeof compile>) => change(compile(...use)),
  });
  const given = (change: (...use: Parameters<typeof compile>) => Test): object => ({ compile: change });
  const matched = cases.flatMap(({ matches = [] }) => matches);
  const differing = cases.flatMap(({ differs = [] }) => differs);
  const checks = cases.map((one) => () => checkOperator(unit, one));
  return sabotages(
    { kind: 'operator', name: unit.id, unit, checks },
    {
      'says the opposite': tests((test) => (input) => !test(input)),
      'matches always': tests(() => () => true),
      'matches never': tests(() => () => false),
      'looks into lists': tests((test) => (input) => test(Array.isArray(input) ? input[0] : input)),
      ...where(differing.includes(undefined), {
        'matches missing fields': tests((test) => (input) => input === undefined || test(input)),
      }),
      ...where(matched.includes(undefined), {
        'forgets missing fields': tests((test) => (input) => input !== undefined && test(input)),
      }),
      ...where(differing.includes(null), {
        'matches null': tests((test) => (input) => input === null || test(input)),
      }),
      ...where(
        matched.some((field) => typeof field === 'number'),
        {
          'forgets numbers': tests((test) => (input) => typeof input !== 'number' && test(input)),
        },
      ),
      ...where(unit.takesValue, { 'ignores the value': given((_, options) => compile('', options)) }),
      ...where(
        cases.some(({ type }) => type !== undefined),
        {
          'ignores the type': given((value, options) => compile(value, { ...options, type: undefined })),
        },
      ),
      ...where(
        cases.some(({ dateFormat }) => dateFormat !== undefined),
        {
          'ignores the date format': given((value, options) => compile(value, without(options, 'dateFormat'))),
        },
      ),
    },
  );
}
