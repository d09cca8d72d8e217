import * as z from 'zod';
import { profileKeys, profileTable } from '../../src/config/profile.ts';
import { shapesWithCases } from '../../src/shapes/cases.ts';
import { schemaKit } from '../../src/schema/schema-kit.ts';
import { authUnitsWithCases } from '../../src/auth/cases.ts';
import { paginationSchema } from '../../src/connector/definition.ts';
import { paginationUnitsWithCases } from '../../src/pagination/cases.ts';
import { formatsWithCases } from '../../src/formats/cases.ts';
import { operatorsWithCases } from '../../src/operators/cases.ts';
import { transformsWithCases } from '../../src/transforms/cases.ts';
import {
  authExamples,
  formatExamples,
  operatorExamples,
  paginationExamples,
  shapeExamples,
  transformExamples,
} from './examples.ts';

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
  const sections = operatorsWithCases.flatMap(({ unit: { id, aliases, summary, takesValue }, cases }) => [
    `## ${id}`,
    '',
    `${summary}${takesValue ? '' : ' It takes no value.'}${alsoReadAs(aliases)}`,
    '',
    ...operatorExamples(cases),
  ]);
  return document('docs/operators.md', '# Filter operators', ['The examples are run by the tests.', '', ...sections]);
}

/** docs/authentication.md: every authentication method with its examples. */
export function authReference(): ReadonlyMap<string, string> {
  const sections = authUnitsWithCases.flatMap(({ unit: { type, title, requires }, cases }) => [
    `## ${type}`,
    '',
    `${title}.${requires.length === 0 ? '' : ` Values of the instance: ${requires.map((key) => `\`${key}\``).join(', ')}.`}`,
    '',
    ...authExamples(cases),
  ]);
  const intro = [
    'Members of "authMethods" of a connector, and what is sent with the values of an instance. The examples are run by the',
    'tests: chance is always 0.5, and the clock stands at 2026-03-01T10:00:00Z.',
    '',
  ];
  return document('docs/authentication.md', '# Authentication methods', [...intro, ...sections]);
}

/** docs/pagination.md: every pagination method with its options and examples. */
export function paginationReference(): ReadonlyMap<string, string> {
  const options = new Map(paginationSchema.options.map((schema) => [String(schema.shape.method.value), schema]));
  const sections = paginationUnitsWithCases.flatMap(({ unit: { method, summary }, cases }) => [
    `## ${method}`,
    '',
    summary,
    '',
    ...settingsTable(options.get(method) ?? z.strictObject({}), 'method'),
    ...paginationExamples(cases),
  ]);
  return document('docs/pagination.md', '# Pagination methods', [
    'The examples are run by the tests.',
    '',
    ...sections,
  ]);
}

function alsoReadAs(aliases: readonly string[]): string {
  return aliases.length === 0 ? '' : ` Also read as: ${aliases.map((alias) => `\`${alias}\``).join(', ')}.`;
}

/** docs/formats.md: how documents of each format are read and written. */
export function formatReference(): ReadonlyMap<string, string> {
  const sections = formatsWithCases.flatMap(({ unit: { title, format, contentType, convention }, cases }) => [
    `## ${title}`,
    '',
    `\`${format}\`, sent as \`${contentType}\`. ${convention}`,
    '',
    ...formatExamples(cases),
  ]);
  return document('docs/formats.md', '# Formats', [...formatIntro, ...sections]);
}

const formatIntro = [
  'Filter, map, flow control, split, de-dupe, track, cache and variables work on JSON, XML and CSV alike: a document is read as a',
  'value with the form of JSON, and paths lead into it. The format of an answer is the `dataType` of its endpoint, else its content',
  'type, else what it begins with.',
  '',
  '- **What no step changes leaves byte for byte as it came**, in its own character set. Records that a filter, a de-dupe or a flow',
  '  control hands on stay as they stood, and so do comments, order and white space around them.',
  '- **What cannot be read is a failure** ([run/bad-document](diagnostics/run/bad-document.md)), and so is a value that a format has no',
  '  form for ([run/not-expressible](diagnostics/run/not-expressible.md)). Documents are read when a step looks into them.',
  '- **All values of XML and CSV are texts**: long numbers and leading zeros stay.',
  '- A map writes in the format of what came in, unless `target_format` names another one; `source_format` and the `format` of flow',
  '  control read a text as something else than it was declared.',
  '- The platform documents de-dupe for JSON and XML, and track for JSON. Here both take CSV as well, with a warning. Caches append',
  '  JSON only.',
  '- `csv` of an endpoint says how its CSV is written: `delimiter`, `quote`, `hasHeader`, `lineEnd`. Without it, the delimiter is found.',
  '- What the platform does not document is an answer of the [semantics profile](profile.md): `csv.delimiter`, `csv.columns`,',
  '  `xml.emptyElement`, `map.targetFormat`.',
  '',
  'In the examples a document stands on the left, and on the right what paths lead into. The tests run them, and print the value again.',
  '',
];

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

/** The members of an object as a table, without the one that only tells its kind. */
function settingsTable(schema: z.ZodType, tag?: string): readonly string[] {
  const members =
    schema instanceof z.ZodObject ? Object.entries(schema.shape as Readonly<Record<string, z.ZodType>>) : [];
  const rows = members
    .filter(([key]) => key !== tag)
    .map(([key, member]) => {
      const required = member.safeParse(undefined).success ? '' : 'required. ';
      return `| \`${key}\` | ${typeOf(member)} | ${required}${escape(member.description ?? '')} |`;
    });
  return rows.length === 0
    ? ['No settings.', '']
    : ['| setting | type | meaning |', '| --- | --- | --- |', ...rows, ''];
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
