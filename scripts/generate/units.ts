import * as z from 'zod';
import { profileKeys, profileTable } from '../../src/config/profile.ts';
import { shapesWithCases } from '../../src/shapes/cases.ts';
import { schemaKit } from '../../src/schema/schema-kit.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import { operatorExamples, shapeExamples, transformExamples } from './examples.ts';

/** docs/shapes.md: settings of every shape, from its schema. */
export async function shapeReference(): Promise<ReadonlyMap<string, string>> {
  const sections: string[] = [];
  for (const { unit: shape, cases } of shapesWithCases) {
    const runs = 'run' in shape ? '' : ' Kept and validated, but not run yet.';
    sections.push(
      `## ${shape.title}`,
      '',
      `Identifiers: ${shape.identifiers.map((name) => `\`${name}\``).join(', ')}.${runs}`,
      '',
      ...('schema' in shape ? settingsTable(await shape.schema()) : ['Settings are kept as they are.', '']),
      ...shapeExamples(cases),
    );
  }
  return document('docs/shapes.md', '# Shapes', [
    'The examples are run by the tests: a bucket of payloads goes in, another one comes out.',
    '',
    ...sections,
  ]);
}

/** docs/transforms.md: arguments and examples of every transform function. */
export function transformReference(): ReadonlyMap<string, string> {
  const sections = transformsWithCases.flatMap(({ unit, cases }) => {
    const { name, aliases = [], category, summary, grade, arguments: schema } = unit;
    return [
      `## ${name}`,
      '',
      `${summary} Category: ${category}. Behaviour: ${grade}.${alsoReadAs(aliases)}`,
      '',
      ...settingsTable(schema(schemaKit)),
      ...transformExamples(cases),
    ];
  });
  return document('docs/transforms.md', '# Transform functions', [
    'The examples are run by the tests. `null` stands for a missing source field.',
    '',
    ...sections,
  ]);
}

/** docs/operators.md: every filter operator with its examples. */
export function operatorReference(): ReadonlyMap<string, string> {
  const sections = operatorsWithCases.flatMap(({ unit: { id, aliases, summary }, cases }) => [
    `## ${id}`,
    '',
    `${summary}${alsoReadAs(aliases)}`,
    '',
    ...operatorExamples(cases),
  ]);
  return document('docs/operators.md', '# Filter operators', ['The examples are run by the tests.', '', ...sections]);
}

function alsoReadAs(aliases: readonly string[]): string {
  return aliases.length === 0 ? '' : ` Also read as: ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`;
}

/** docs/profile.md: the questions that the platform's documentation leaves open, and the answers to choose from. */
export function profileReference(): ReadonlyMap<string, string> {
  const rows = profileKeys.map((key) => {
    const { about, choices, default: fallback } = profileTable[key];
    return `| \`${key}\` | ${about} | ${choices.map((choice) => (choice === fallback ? `**${choice}**` : choice)).join(', ')} |`;
  });
  const intro = [
    'The platform does not document what these settings answer. The default is in bold; `profile` in `repatch.config.yaml` chooses',
    'another one, and every run reports the answers it relied on.',
    '',
    '| key | question | answers |',
    '| --- | --- | --- |',
  ];
  return document('docs/profile.md', '# Semantics profile', [...intro, ...rows, '']);
}

function settingsTable(schema: z.ZodType): readonly string[] {
  if (!(schema instanceof z.ZodObject) || Object.keys(schema.shape).length === 0) return ['No settings.', ''];
  const rows = Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>).map(([key, member]) => {
    const required = member.safeParse(undefined).success ? '' : 'required. ';
    return `| \`${key}\` | ${typeOf(member)} | ${required}${escape(member.description ?? '')} |`;
  });
  return ['| setting | type | meaning |', '| --- | --- | --- |', ...rows, ''];
}

function typeOf(schema: z.ZodType): string {
  return escape(nameOf(z.toJSONSchema(schema, { io: 'input' })));
}

function nameOf(schema: z.core.JSONSchema._JSONSchema): string {
  if (typeof schema === 'boolean') return 'any';
  if (schema.enum !== undefined) return schema.enum.map((value) => `"${String(value)}"`).join(' | ');
  if (schema.const !== undefined) return `"${String(schema.const)}"`;
  const branches = schema.anyOf ?? schema.oneOf;
  if (branches !== undefined) return branches.map(nameOf).join(' | ');
  if (schema.type === 'array') return `list of ${Array.isArray(schema.items) ? 'any' : nameOf(schema.items ?? true)}`;
  return [schema.type ?? 'any'].flat().join(' | ');
}

function escape(text: string): string {
  return text.replaceAll('|', String.raw`\|`).replaceAll('\n', ' ');
}

function document(file: string, title: string, lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map([[file, [title, '', 'Generated from the code.', '', ...lines].join('\n')]]);
}
