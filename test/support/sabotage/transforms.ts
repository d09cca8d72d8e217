import type { TransformFunction } from '../../../src/contract/define-transform.ts';
import type { transformsWithCases } from '../../../src/transforms/cases.ts';
import { checkTransform } from '../check-unit.ts';
import { forEach, sabotages, where, without, type Sabotage } from './sabotage.ts';

/** Every way to break a transform. */
export function transformSabotages({ unit, cases }: (typeof transformsWithCases)[number]): readonly Sabotage[] {
  const compile = unit.compile.bind(unit);
  const runs = (change: (run: TransformFunction) => TransformFunction): object => ({
    compile: (...use: Parameters<typeof compile>) => change(compile(...use)),
  });
  const used = cases.flatMap(({ arguments: args = {}, refusesArguments }) =>
    refusesArguments === undefined ? Object.keys(args) : [],
  );
  const refusesSome = cases.some(({ refuses = [] }) => refuses.length > 0);
  const checks = cases.map((one) => () => checkTransform(unit, one));
  return sabotages(
    { kind: 'transform', name: unit.name, unit, checks },
    {
      'gives its input back': runs(() => (input) => input),
      'gives null': runs(() => () => null),
      'gives one text always': runs(() => () => 'sabotage'),
      'is off by one': runs((run) => (input) => offByOne(run(input))),
      'gives another type': runs((run) => (input) => otherType(run(input))),
      'makes something of null': runs((run) => (input) => (input === null ? 'sabotage' : run(input))),
      'works the first time only': runs(once),
      ...where(unit.generates !== true, {
        'takes lists for their first element': runs((run) => (input) => run(Array.isArray(input) ? input[0] : input)),
      }),
      ...where(refusesSome, { 'swallows what it refuses': runs(swallow) }),
      ...forEach(used, (key) => [
        `ignores argument "${key}"`,
        { compile: (args: unknown, context: Parameters<typeof compile>[1]) => compile(without(args, key), context) },
      ]),
    },
  );
}

function offByOne(value: unknown): unknown {
  if (typeof value === 'number') return value + 1;
  if (typeof value === 'boolean') return !value;
  if (typeof value === 'string') return value.slice(0, -1);
  return Array.isArray(value) ? value.slice(1) : value;
}

function otherType(value: unknown): unknown {
  return typeof value === 'string' ? Number(value) : JSON.stringify(value);
}

function once(run: TransformFunction): TransformFunction {
  let isUsed = false;
  return (input) => {
    if (isUsed) return undefined;
    isUsed = true;
    return run(input);
  };
}

function swallow(run: TransformFunction): TransformFunction {
  return (input) => {
    try {
      return run(input);
    } catch {
      return null;
    }
  };
}
