import { code, table, text } from '../../src/convert/markdown.ts';
import type { FilterRow, MappingRow } from '../../src/legacy/bundle.ts';
import type { Example } from '../../test/semantics/define-row.ts';
import { meanings } from '../../test/semantics/table.ts';

/** docs/semantics.md, from the table that the tests run. */
export function semanticsReference(): ReadonlyMap<string, string> {
  return new Map([['docs/semantics.md', page()]]);
}

function page(): string {
  const examples = meanings.flatMap(({ rows }) => rows.flatMap((row) => row.examples)).length;
  return `# One meaning for services and flows

What a service does is public in parts only. This table says what \`repatch\` takes it to do at the corners where that matters, and by
what the flow does the same. It is generated from the tests (\`test/semantics\`): each row is run in both worlds over real
requests, ${examples} examples in all, of which the first of each row is shown; generated services and records are run in
both worlds besides (\`test/property/meaning.test.ts\`). What becomes of each construct is in [conversion](conversion.md), what a
profile can change in [profile](profile.md).

| grade | means |
| --- | --- |
| documented | Patchworks says it in public |
| inferred | it follows from what is documented |
| toolkit default | nothing is public, and this is what the toolkit does in both worlds |

${meanings
  .map(
    ({ title, rows }) => `## ${title}

${table(
  ['construct', 'a service', 'its flow', 'where it comes from', 'example'],
  rows.map(({ construct, service, flow, grade, source, examples: [first] }) => [
    text(construct),
    text(service),
    text(flow),
    text(`${grade}: ${source}`),
    shown(first),
  ]),
)}
`,
  )
  .join('\n')}`;
}

function shown({ service, runs, sends, fails = [] }: Example): string {
  const { mappings = [], filters = [], dedupe } = service;
  const setting =
    filters.length > 0
      ? filters.map(filterText).join(', ')
      : runs.length > 1 || runs[0]?.length !== 1
        ? (dedupe?.identity ?? 'no "dedupe"')
        : mappings.map(mappingText).join(', ');
  const given = runs.map((records) => records.map(plain).join(' ')).join(', then ');
  const sent = sends.map((bodies) => (bodies.length === 0 ? 'nothing' : bodies.map(plain).join(' '))).join(', then ');
  return `${code(setting)}: ${code(given)} gives ${fails.length > 0 && sends.flat().length === 0 ? 'a failure' : code(sent)}`;
}

function plain(value: unknown): string {
  return JSON.stringify(value);
}

function mappingText({ source, destination, transformation = [] }: MappingRow): string {
  const from = 'field' in source ? source.field : 'constant' in source ? plain(source.constant) : 'nothing';
  return [from, ...transformation.map((step) => step.function), destination.field].join(' → ');
}

function filterText({ field, operator, value }: FilterRow): string {
  return [field, operator, ...(value === undefined ? [] : [plain(value)])].join(' ');
}
