/** A transform that puts an exclamation mark behind a text, with its examples. */
export function transformFiles(name: string): Readonly<Record<string, string>> {
  return {
    [`src/transforms/${name}.ts`]: `import { defineTransform } from '../contract/define-transform.ts';
import { eachText } from './values.ts';

export default defineTransform({
  name: '${name.replaceAll('-', ' ')}',
  category: 'string',
  summary: 'TODO: what it gives, in one sentence.',
  grade: 'toolkit',
  arguments: (z) => z.strictObject({ mark: z.string() }),
  compile: ({ mark }) => eachText((text) => text + mark),
});
`,
    [`src/transforms/${name}.cases.ts`]: `import type { TransformCase } from '../contract/cases.ts';

export default [
  {
    arguments: { mark: '!' },
    gives: [
      ['text', 'text!'],
      ['', '!'],
      [5, '5!'],
      [null, null],
      [
        ['a', null],
        ['a!', null],
      ],
    ],
    refuses: [[{}, 'expected text, found an object']],
  },
  { arguments: {}, refusesArguments: 'mark' },
] as const satisfies readonly TransformCase[];
`,
  };
}
