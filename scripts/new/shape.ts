/** A shape that puts each payload under a key, with its settings and examples. */
export function shapeFiles(name: string): Readonly<Record<string, string>> {
  const camel = name.replaceAll(/-(\w)/gu, (_, letter: string) => letter.toUpperCase());
  const pascal = camel.charAt(0).toUpperCase() + camel.slice(1);
  const title = name.charAt(0).toUpperCase() + name.slice(1).replaceAll('-', ' ');
  const folder = `src/shapes/${name}`;
  return {
    [`${folder}/index.ts`]: `import { defineShape } from '../../contract/define-shape.ts';

export default defineShape({
  kind: '${name}',
  title: '${title}',
  identifiers: ['${name}'],
  schema: async () => (await import('./${name}.schema.ts')).${camel}Settings,
  run: () => import('./${name}.run.ts'),
});
`,
    [`${folder}/${name}.schema.ts`]: `import * as z from 'zod';

export const ${camel}Settings = z.strictObject({
  key: z.string().min(1).describe('TODO: what it is for.'),
});

export type ${pascal}Settings = z.infer<typeof ${camel}Settings>;
`,
    [`${folder}/${name}.run.ts`]: `import { withValue } from '../../contract/payload.ts';
import { requireFormat } from '../../contract/require-format.ts';
import type { CompileStep } from '../../contract/step.ts';
import type { ${pascal}Settings } from './${name}.schema.ts';

const compile: CompileStep<${pascal}Settings> = ({ settings: { key }, step }) => ({
  kind: 'pure',
  apply(payload) {
    requireFormat(payload, ['json'], step.name);
    return [withValue(payload, { [key]: payload.value })];
  },
});

export default compile;
`,
    [`${folder}/${name}.cases.ts`]: `import { caseText, type ShapeCase } from '../../contract/cases.ts';

const setMeta = { name: 'Meta', microservice: 'set-variables', config: { meta: [{ key: 'shop', value: 'uk' }] } };

export default [
  { config: { key: 'a' }, bucket: [{ id: 1 }, [2]], gives: [{ a: { id: 1 } }, { a: [2] }] },
  { shows: 'Metadata stays.', config: { key: 'a' }, before: [setMeta], gives: [{ a: {} }], meta: { shop: ['uk'] } },
  { config: { key: 'a' }, bucket: [caseText('text/csv', 'id')], gives: [], fails: 'run/unreadable-format' },
  { config: { key: '' }, gives: [], fails: 'run/bad-settings' },
] as const satisfies readonly ShapeCase[];
`,
  };
}
