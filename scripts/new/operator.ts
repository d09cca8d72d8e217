/** An operator that compares texts, with its examples. */
export function operatorFiles(name: string): Readonly<Record<string, string>> {
  return {
    [`src/operators/${name}.ts`]: `import { textOf } from './cast.ts';
import { defineOperator } from '../contract/define-operator.ts';

export default defineOperator({
  id: '${name.replaceAll('-', '_')}',
  aliases: [],
  summary: 'TODO: when a field matches, in one sentence.',
  takesValue: true,
  compile:
    (value = '') =>
    (input) =>
      textOf(input) === value,
});
`,
    [`src/operators/${name}.cases.ts`]: `import type { OperatorCase } from '../contract/cases.ts';

export default [
  { value: '5', matches: ['5', 5], differs: ['6', 6, '', null, undefined, ['5'], {}] },
] as const satisfies readonly OperatorCase[];
`,
  };
}
